/*
 * As much of Criterion as tests/unit uses, for one process and the first failure: what fails ends the program. A mutant
 * is run by hundreds of tests, and Criterion starts a process for each.
 */
#ifndef MUTATION_PLAIN_CRITERION_H
#define MUTATION_PLAIN_CRITERION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct plain_test {
    const char *suite, *name;
    void (*run)(void);
    void (*init)(void), (*fini)(void); /* also of a suite, whose `run` is NULL */
    double timeout;                    /* not kept: mutate.py limits the program */
    struct plain_test *next;
};

void plain_add(struct plain_test *test);
_Noreturn void plain_fail(const char *file, int line, const char *what);
_Noreturn void plain_skip(void);

#define PLAIN_TEST(Suite, Name, Run, ...)                                                                              \
    __attribute__((constructor)) static void plain_add_##Suite##_##Name(void)                                          \
    {                                                                                                                  \
        static struct plain_test test = {#Suite, #Name, Run, __VA_ARGS__};                                             \
        plain_add(&test);                                                                                              \
    }
#define Test(Suite, ...) PLAIN_NAMED(Suite, __VA_ARGS__, .timeout = 0)
#define PLAIN_NAMED(Suite, Name, ...)                                                                                  \
    static void plain_run_##Suite##_##Name(void);                                                                      \
    PLAIN_TEST(Suite, Name, plain_run_##Suite##_##Name, __VA_ARGS__)                                                   \
    static void plain_run_##Suite##_##Name(void)
#define TestSuite(Suite, ...) PLAIN_TEST(Suite, of_suite, NULL, __VA_ARGS__)

#define PLAIN_CHECK(Holds, What) ((Holds) ? (void)0 : plain_fail(__FILE__, __LINE__, What))
#define PLAIN_FIRST(First, ...) (First)
/* A message after the condition is not kept. */
#define cr_assert(...) PLAIN_CHECK(PLAIN_FIRST(__VA_ARGS__, 0), #__VA_ARGS__)
#define cr_assert_not(...) PLAIN_CHECK(!PLAIN_FIRST(__VA_ARGS__, 0), #__VA_ARGS__)
#define PLAIN_TWO(Operator, A, B, ...) PLAIN_CHECK((A)Operator(B), #A " " #Operator " " #B)
#define cr_assert_eq(...) PLAIN_TWO(==, __VA_ARGS__, 0)
#define cr_assert_neq(...) PLAIN_TWO(!=, __VA_ARGS__, 0)
#define cr_assert_lt(...) PLAIN_TWO(<, __VA_ARGS__, 0)
#define cr_assert_leq(...) PLAIN_TWO(<=, __VA_ARGS__, 0)
#define cr_assert_gt(...) PLAIN_TWO(>, __VA_ARGS__, 0)
#define cr_assert_geq(...) PLAIN_TWO(>=, __VA_ARGS__, 0)
#define cr_assert_null(...) PLAIN_CHECK(PLAIN_FIRST(__VA_ARGS__, 0) == NULL, #__VA_ARGS__)
#define cr_assert_not_null(...) PLAIN_CHECK(PLAIN_FIRST(__VA_ARGS__, 0) != NULL, #__VA_ARGS__)
#define PLAIN_TEXTS(Operator, A, B, ...) PLAIN_CHECK(strcmp(A, B) Operator 0, #A " " #Operator " " #B)
#define cr_assert_str_eq(...) PLAIN_TEXTS(==, __VA_ARGS__, 0)
#define cr_assert_str_neq(...) PLAIN_TEXTS(!=, __VA_ARGS__, 0)
#define cr_assert_str_empty(...) PLAIN_CHECK(*PLAIN_FIRST(__VA_ARGS__, 0) == '\0', #__VA_ARGS__)
#define cr_assert_str_not_empty(...) PLAIN_CHECK(*PLAIN_FIRST(__VA_ARGS__, 0) != '\0', #__VA_ARGS__)
#define PLAIN_ARRAYS(A, B, Size, ...) PLAIN_CHECK(memcmp(A, B, Size) == 0, #A " == " #B)
#define cr_assert_arr_eq(...) PLAIN_ARRAYS(__VA_ARGS__, 0)
#define cr_assert_fail(...) plain_fail(__FILE__, __LINE__, #__VA_ARGS__)
#define cr_skip(...) plain_skip()

/* What is expected is asserted: the first failure is enough. */
#define cr_expect cr_assert
#define cr_expect_not cr_assert_not
#define cr_expect_eq cr_assert_eq
#define cr_expect_neq cr_assert_neq
#define cr_expect_lt cr_assert_lt
#define cr_expect_leq cr_assert_leq
#define cr_expect_gt cr_assert_gt
#define cr_expect_geq cr_assert_geq
#define cr_expect_null cr_assert_null
#define cr_expect_not_null cr_assert_not_null
#define cr_expect_str_eq cr_assert_str_eq
#define cr_expect_str_neq cr_assert_str_neq
#define cr_expect_str_empty cr_assert_str_empty
#define cr_expect_str_not_empty cr_assert_str_not_empty
#define cr_expect_arr_eq cr_assert_arr_eq
#define cr_expect_fail cr_assert_fail

#endif
