/* Cases on trial: the sample profile of tests/cases, what is told of its cases, what comes of them. */
#ifndef HOMEVISIT_CASE_TRIALS_H
#define HOMEVISIT_CASE_TRIALS_H

#include "policy_texts.h"

#define SAMPLE_FOLDER HOMEVISIT_SOURCE_DIR "/tests/cases/sample/"
/* A sound head of a file of cases on line 1; what follows begins on line 2. */
#define CASES_HEAD "{'format': 'homevisit-cases/1', 'policy': 'sample',\n"
/* A record of three events, called v, on line 2; what follows begins on line 3. */
#define CASES_VISIT                                                                                                    \
    CASES_HEAD "'visits': {'v': [{'at': '2026-03-02T09:00:00Z', 'event': 'planned', 'reason': 'other'}, "              \
               "{'at': '2026-03-02T09:30:00Z', 'event': 'departed'}, "                                                 \
               "{'at': '2026-03-02T10:00:00Z', 'event': 'arrived'}]},\n"

/* A file below tests/cases/sample, with a NUL behind it. The test fails where there is none. */
homevisit_text sample_file(const char *name);

/* What came of a run of cases. */
struct case_trial {
    homevisit_code code;
    bool passed;
    homevisit_buffer out;
    homevisit_problems *problems;
};
struct case_trial try_cases(homevisit_text policy, homevisit_text cases, const homevisit_options *options,
                            homevisit_format format);
void case_trial_free(struct case_trial *trial);

/* Asserts that exactly these problems are told, in this order; `told` ends with a row without a code. */
void assert_case_problems(const char *name, const homevisit_problems *problems, const struct told *told);

#endif
