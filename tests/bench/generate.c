/* Writes generated visits, a record a line. usage: generate COUNT [FIRST] */
#include "generated.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    static char record[GENERATED_SIZE];
    const unsigned long count = argc > 1 ? strtoul(argv[1], NULL, 10) : 0,
                        first = argc > 2 ? strtoul(argv[2], NULL, 10) : 1;
    if (argc > 3 || count == 0) {
        fputs("usage: generate COUNT [FIRST]\n", stderr);
        return 2;
    }
    for (unsigned long i = 0; i < count; i++) {
        size_t last = 0;
        const size_t length = generated_visit((uint32_t)(first + i), record, &last);
        if (length + 1 >= sizeof record) {
            fputs("a record is too long\n", stderr);
            return 1;
        }
        record[length] = '\n';
        if (fwrite(record, 1, length + 1, stdout) != length + 1)
            return 1;
    }
    return fflush(stdout) == 0 ? 0 : 1;
}
