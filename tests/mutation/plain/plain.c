/* Runs a unit program's tests one after another, in one process, to the first that fails. */
#include <criterion/criterion.h>
#include <setjmp.h>

static struct plain_test *tests;
static jmp_buf skipped;

void plain_add(struct plain_test *test)
{
    test->next = tests;
    tests = test;
}

void plain_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    exit(1);
}

void plain_skip(void)
{
    longjmp(skipped, 1);
}

static const struct plain_test *suite_of(const struct plain_test *test)
{
    static const struct plain_test none;
    for (const struct plain_test *suite = tests; suite; suite = suite->next)
        if (!suite->run && strcmp(suite->suite, test->suite) == 0)
            return suite;
    return &none;
}

static void run(const struct plain_test *test)
{
    const struct plain_test *suite = suite_of(test);
    if (suite->init)
        suite->init();
    if (test->init)
        test->init();
    if (setjmp(skipped) == 0)
        test->run();
    if (test->fini)
        test->fini();
    if (suite->fini)
        suite->fini();
}

int main(void)
{
    int count = 0;
    for (const struct plain_test *test = tests; test; test = test->next)
        if (test->run) {
            run(test);
            count++;
        }
    printf("%d tests\n", count);
    return count ? 0 : 1;
}
