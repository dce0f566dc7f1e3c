/* The faults that the scan finds, by name: made from json_faults.def. Internal to the json_* files. */
#ifndef HOMEVISIT_JSON_FAULTS_H
#define HOMEVISIT_JSON_FAULTS_H

enum json_fault_name {
    JSON_SOUND = 0,
#define FAULT(name, kind, message) JSON_FAULT_##name,
#include "json_faults.def"
    JSON_FAULT_COUNT
};

#endif
