/* lib/options.c: what a host's options come to. */
#include "trial_memory.h"
#include "visit.h"

#include <criterion/criterion.h>
#include <string.h>

static bool find_nothing(void *user, const char *id, homevisit_text *text)
{
    (void)user;
    (void)id;
    (void)text;
    return false;
}

static void assert_defaults(const struct settled_options *settled)
{
    cr_expect_str_eq(settled->document, "");
    cr_expect_eq(settled->json.bytes, 16777216);
    cr_expect_eq(settled->json.depth, 64);
    cr_expect_eq(settled->max_events, 100000);
    cr_expect_eq(settled->max_staff, 64);
    cr_expect_eq(settled->max_rules, 4096);
    cr_expect_eq(settled->max_condition_nodes, 4096);
    cr_expect_eq(settled->base_count, 0);
    cr_expect(settled->find_base == NULL);
    cr_expect_not_null(settled->allocator.allocate);
    cr_expect_not_null(settled->allocator.release);
}

/* Options in which every field is said. */
static homevisit_options full_options(const homevisit_allocator *allocator, const homevisit_text *bases)
{
    static int user;
    return (homevisit_options){
        .struct_size = sizeof(homevisit_options),
        .allocator = allocator,
        .document = "visit.json",
        .max_bytes = 1,
        .max_depth = 2,
        .max_events = 3,
        .max_staff = 4,
        .max_rules = 5,
        .max_condition_nodes = 6,
        .bases = bases,
        .base_count = 1,
        .find_base = find_nothing,
        .find_base_user = &user,
    };
}

static void assert_full(const struct settled_options *settled, const homevisit_options *given)
{
    cr_expect_eq(settled->allocator.user, given->allocator->user);
    cr_expect_str_eq(settled->document, "visit.json");
    cr_expect_eq(settled->json.bytes, 1);
    cr_expect_eq(settled->json.depth, 2);
    cr_expect_eq(settled->max_events, 3);
    cr_expect_eq(settled->max_staff, 4);
    cr_expect_eq(settled->max_rules, 5);
    cr_expect_eq(settled->max_condition_nodes, 6);
    cr_expect_eq(settled->bases, given->bases);
    cr_expect_eq(settled->base_count, 1);
    cr_expect(settled->find_base == find_nothing);
    cr_expect_eq(settled->find_base_user, given->find_base_user);
}

Test(options, none_and_zeroes_are_the_defaults)
{
    struct settled_options settled = options_settle(NULL);
    assert_defaults(&settled);
    settled = options_settle(&(homevisit_options){.struct_size = sizeof(homevisit_options)});
    assert_defaults(&settled);
}

Test(options, that_are_said_count)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_text base = {"{}", 2};
    homevisit_options given = full_options(&allocator, &base);
    struct settled_options settled = options_settle(&given);
    assert_full(&settled, &given);
}

Test(options, without_a_size_are_those_of_the_first_version)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_text base = {"{}", 2};
    homevisit_options given = full_options(&allocator, &base);
    given.struct_size = 0;
    struct settled_options settled = options_settle(&given);
    assert_full(&settled, &given);
}

Test(options, of_a_later_version_count_as_far_as_they_are_known)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_text base = {"{}", 2};
    struct {
        homevisit_options known;
        size_t unknown;
    } later = {full_options(&allocator, &base), 7};
    later.known.struct_size = sizeof later;
    struct settled_options settled = options_settle(&later.known);
    assert_full(&settled, &later.known);
}

Test(options, beyond_the_hosts_struct_are_the_defaults)
{
    struct trial_memory trial = {0};
    homevisit_allocator allocator = trial_allocator(&trial);
    homevisit_text base = {"{}", 2};
    homevisit_options given = full_options(&allocator, &base);
    /* Cut in the middle of max_events: what is there of it counts for nothing. */
    given.struct_size = offsetof(homevisit_options, max_events) + 4;
    struct settled_options settled = options_settle(&given);
    cr_expect_eq(settled.json.depth, 2);
    cr_expect_eq(settled.max_events, 100000);
    cr_expect_eq(settled.max_rules, 4096);
    cr_expect_eq(settled.base_count, 0);
    cr_expect(settled.find_base == NULL);
}

Test(options, keep_to_what_the_library_can_count)
{
    homevisit_options given = {.struct_size = sizeof given,
                               .max_bytes = SIZE_MAX,
                               .max_depth = SIZE_MAX,
                               .max_events = SIZE_MAX,
                               .max_staff = SIZE_MAX,
                               .max_rules = SIZE_MAX,
                               .max_condition_nodes = SIZE_MAX,
                               .base_count = 3};
    struct settled_options settled = options_settle(&given);
    cr_expect_eq(settled.json.bytes, SIZE_MAX);
    cr_expect_eq(settled.json.depth, 1000);
    cr_expect_eq(settled.max_events, INT32_MAX);
    cr_expect_eq(settled.max_staff, INT32_MAX);
    cr_expect_eq(settled.max_rules, INT32_MAX);
    cr_expect_eq(settled.max_condition_nodes, INT32_MAX);
    cr_expect_eq(settled.base_count, 0, "three bases nowhere are none");
}
