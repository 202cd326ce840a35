/* What the programs of this folder do with their configs. */
#ifndef BRINE_TESTS_LINKED_H
#define BRINE_TESTS_LINKED_H

#include <brine/brine.h>

/* One connection that says ClientHello and hears no more: 0 when that is how it went. */
int try_engine(brine_config *config);

#endif
