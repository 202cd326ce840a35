/*
 * A socket for event_loop.c, by plain calls. A stream connects better: see many.c.
 */
#ifndef EVENT_LOOP_CONNECT_H
#define EVENT_LOOP_CONNECT_H

/* Connected and non-blocking; -1 when no address of the host answers. The caller closes it. */
int connect_to(const char *host, const char *port);

#endif
