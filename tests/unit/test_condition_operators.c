/* lib/condition_operators.c: operators and their operands. */
#include "condition_trial.h"

#include <criterion/criterion.h>

static const struct condition_refusal refusals[] = {
    /* operators and their operands */
    {"", "{'adn': [{'var': 'duress'}]}", {{NAME, "unknown_operator", "/adn", 1, 2, "unknown operator 'adn'", "and"}}},
    {"",
     "{'map': [{'var': 'staff'}, true]}",
     {{NAME, "unknown_operator", "/map", 1, 2, "unknown operator 'map'", "max"}}},
    {"", "{'=': [{'var': 'x.count'}, 1]}", {{NAME, "unknown_operator", "/=", 1, 2, "unknown operator '='", "=="}}},
    {"",
     "{'x_note': 'free keys are no operators'}",
     {{NAME, "unknown_operator", "/x_note", 1, 2, "unknown operator 'x_note'", NULL}}},
    {"", "{'==': [1]}", {{SCHEMA, "operand_count", "", 1, 1, "'==' takes 2 operands, not 1", NULL}}},
    {"", "{'==': [1, 2, 3]}", {{SCHEMA, "operand_count", "", 1, 1, "'==' takes 2 operands, not 3", NULL}}},
    {"", "{'and': []}", {{SCHEMA, "operand_count", "", 1, 1, "'and' takes at least 1 operand, not 0", NULL}}},
    {"",
     "{'and': {'var': 'duress'}}",
     {{SCHEMA, "operand_list", "/and", 1, 9, "the operands of 'and' stand in a list", NULL}}},
    {"", "{'==': 1}", {{SCHEMA, "operand_list", "/==", 1, 8, "the operands of '==' stand in a list", NULL}}},
    {"", "{'!': []}", {{SCHEMA, "operand_count", "", 1, 1, "'!' takes 1 operand, not 0", NULL}}},
    {"", "{'!': [true, true]}", {{SCHEMA, "operand_count", "", 1, 1, "'!' takes 1 operand, not 2", NULL}}},
    {"", "{'>': [3, 2, 1]}", {{SCHEMA, "operand_count", "", 1, 1, "'>' takes 2 operands, not 3", NULL}}},
    {"", "{'-': [3, 2, 1]}", {{SCHEMA, "operand_count", "", 1, 1, "'-' takes 1 or 2 operands, not 3", NULL}}},
    {"", "{'<': [3]}", {{SCHEMA, "operand_count", "", 1, 1, "'<' takes 2 or 3 operands, not 1", NULL}}},
    {"", "{'<': [1, 2, 3, 4]}", {{SCHEMA, "operand_count", "", 1, 1, "'<' takes 2 or 3 operands, not 4", NULL}}},
    {"", "{'missing': []}", {{SCHEMA, "operand_count", "", 1, 1, "'missing' takes at least 1 operand, not 0", NULL}}},
    {"",
     "{'!!': {'missing': [[]]}}",
     {{SCHEMA, "operand_count", "/!!", 1, 8, "'missing' takes at least 1 operand, not 0", NULL}}},
    {"",
     "{'var': []}",
     {{SCHEMA, "operand_count", "", 1, 1, "'var' takes a name, and what stands in where it is unknown", NULL}}},
    {"",
     "{'var': ['duress', true, true]}",
     {{SCHEMA, "operand_count", "", 1, 1, "'var' takes a name, and what stands in where it is unknown", NULL}}},
    {"", "{'some': [{'var': 'staff'}]}", {{SCHEMA, "operand_count", "", 1, 1, "'some' takes 2 operands, not 1", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, true]}",
     {{SCHEMA, "operand_count", "", 1, 1, "'if' takes at least 3 operands, not 2", NULL}}},
    {"",
     "{'if': [{'var': 'duress'}, true, {'var': 'threatened'}, false]}",
     {{SCHEMA, "if_without_else", "", 1, 1,
       "'if' takes tests with their values and a value otherwise: an odd number of operands, not 4", NULL}}},
    /* a fact without a name is no fact; the member of a list has none either, which is told as that */
    {"", "{'!!': {'missing': ['']}}", {{NAME, "unknown_fact", "/!!/missing/0", 1, 21, "unknown fact ''", NULL}}},
};

Test(condition_operators, refused)
{
    condition_trial_refused(refusals, sizeof refusals / sizeof refusals[0]);
}

/* ---- what is sound ---------------------------------------------------------------------------------------------- */

static const struct sound {
    const char *where, *condition;
} sounds[] = {
    {"", "{'and': [true]}"},
    {"", "{'or': [{'var': 'duress'}]}"},
    {"", "{'!!': true}"},
    {"", "{'!': {'missing': 'room'}}"},
    {"", "{'!': [{'missing': ['room', 'phase']}]}"},
    {"", "{'!': {'missing': [['room', 'phase']]}}"},
    {"", "{'!!': [['a']]}"},
    {"", "{'!!': [[1]]}"},
    {"", "{'<': [{'-': 3}, {'+': {'var': 'x.count'}}]}"},
    {"", "{'<': [{'max': 3}, {'min': [{'var': 'x.count'}]}]}"},
    {"", "{'<': [{'*': 3}, {'var': 'x.count'}]}"},
    {"", "{'<': [{'/': [{'var': 'x.count'}, {'var': 'settings.wait'}]}, 3]}"},
    {"", "{'<': [{'/': [{'var': 'x.count'}, -2]}, 3]}"},
    {"", "{'if': [{'var': 'duress'}, true, {'var': 'threatened'}, false, true]}"},
    {"", "{'<=': [1, {'var': 'x.count'}, 3]}"},
    {"", "{'none': [['a', 'b'], {'==': [{'var': ''}, 'c']}]}"},
    {"", "{'all': [[1, 2], {'<': [{'var': ''}, 3]}]}"},
    {"", "{'some': [{'var': 'staff'}, {'some': [['a'], {'==': [{'var': ''}, 'a']}]}]}"},
};

Test(condition_operators, sound)
{
    for (size_t i = 0; i < sizeof sounds / sizeof sounds[0]; i++) {
        struct condition_trial trial;
        condition_trial_open(&trial, NULL, sounds[i].condition, sounds[i].where, 0);
        const homevisit_problem *told = homevisit_problems_get(trial.problems, 0);
        cr_expect(trial.root != NO_NODE && told == NULL, "%s: %s", sounds[i].condition,
                  told != NULL ? told->message : "nothing is told");
        condition_trial_close(&trial);
    }
}
