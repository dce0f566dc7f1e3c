/* The public header compiles with nothing before it, as C99 and as C++, and a second time after itself. */
#include <homevisit/homevisit.h>

#include <homevisit/homevisit.h>
