/* The names of facts that are made of parts, each as text that lives as long as the library. */
#ifndef HOMEVISIT_VOCABULARY_NAMES_H
#define HOMEVISIT_VOCABULARY_NAMES_H

#include "vocabulary.h"

/* A fact with a fixed number; NULL where no fact has it. */
const char *fact_text(unsigned fact);
/* told.TO.TOPIC, told_in_writing.TO.TOPIC; `to` HOMEVISIT_WORD_none: told.anyone.TOPIC. NULL where there is none. */
const char *told_text(bool in_writing, homevisit_word to, homevisit_word topic);
/* event.ATTRIBUTE, "" for none; and event.LIST.MEMBER, NULL where there is none. */
const char *event_fact_text(homevisit_attribute_name attribute);
const char *event_member_text(homevisit_attribute_name list, homevisit_word member);

#endif
