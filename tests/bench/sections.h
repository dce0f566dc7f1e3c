/* The parts of the benchmark, each of which tells its own figures. */
#ifndef BENCH_SECTIONS_H
#define BENCH_SECTIONS_H

#include <homevisit/homevisit.h>

void section_decision(const char *folder); /* folder: where the rules' files stand */
void section_documents(void);              /* writes what the engines outside of C are given: FIRED, tab, document */
void section_questions(const char *model, const char *broken); /* visit records: as it should be, and not */
void section_loading(void);
void section_growth(const char *folder, bool small);
void section_memory(const char *model);

#endif
