/*
 * The benchmark's program: one section a call, its figures as lines (measure.h). sh tests/bench/run.sh runs them all.
 *
 * usage: bench [--quick] [--counts] decision | questions | loading | growth | memory | documents
 *
 *   --quick    one short run of each: for the answers, not for the times
 *   --counts   one round of each under callgrind, which counts its instructions
 *
 * It is called in the source tree's root.
 */
#include "measure.h"
#include "sections.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <string.h>

static const char *const rules = "tests/bench", *const model = "examples/visits/model.json",
                         *const broken = "examples/visits/alone-first-visit.json";

static bool run(const char *section, bool quick)
{
    if (strcmp(section, "decision") == 0)
        section_decision(rules);
    else if (strcmp(section, "questions") == 0)
        section_questions(model, broken);
    else if (strcmp(section, "loading") == 0)
        section_loading();
    else if (strcmp(section, "growth") == 0)
        section_growth(rules, quick);
    else if (strcmp(section, "memory") == 0)
        section_memory(model);
    else if (strcmp(section, "documents") == 0)
        section_documents();
    else
        return false;
    return true;
}

/* A host that runs for long keeps the memory it has. A loop that does nothing but load and drop gives it back to the
 * kernel each time and has it mapped anew, and then measures that. */
static void keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 256 << 20);
#endif
}

int main(int argc, char **argv)
{
    keep_memory();
    bool quick = false;
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        if (strcmp(argv[i], "--quick") == 0)
            quick = true;
        else if (strcmp(argv[i], "--counts") == 0)
            measuring.counting = true;
        else
            break;
    }
    if (quick) {
        measuring.runs = 1;
        measuring.at_least = 0;
    }
    if (i != argc - 1 || !run(argv[i], quick)) {
        fputs("usage: bench [--quick] [--counts] decision|questions|loading|growth|memory|documents\n", stderr);
        return 2;
    }
    return 0;
}
