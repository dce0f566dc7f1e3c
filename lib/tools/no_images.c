/* No images of profiles: for the program that makes them, and where none can be made. */
#include "policy_image.h"

const struct policy_image policy_images[] = {{.id = NULL}};
