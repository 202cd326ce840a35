/*
 * Calls that wait and do not come back to draw or to look at the clock: look-up, connecting,
 * handshakes. While one lasts, the signal of a timer draws what is waited for where people are
 * shown progress. A look-up is the system's and takes as long as the system lets it: the only way
 * to hold it to a deadline without threads is to end the program, which has received nothing of the
 * page then and left nothing half written.
 */
#ifndef HTTPS_GET_WAITING_H
#define HTTPS_GET_WAITING_H

#include "options.h"
#include "progress.h"

struct waiting {
    const struct options *options;
    struct progress *progress;
    const char *step; /* what takes so long: "connecting" */
    const char *with; /* what stands between that and the host: " to " */
    const char *host;
    uint32_t limit; /* ends the program with EXIT_TIME in so many milliseconds; 0 = no limit */
};

/* One at a time; nothing else may write to standard error until the end. */
void waiting_begin(const struct waiting *waiting);
void waiting_end(void);

#endif
