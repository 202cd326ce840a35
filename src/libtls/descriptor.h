/*
 * Sockets, pipes and terminals, used without waiting whatever their mode is. The results are those
 * of brine_transport's callbacks; *system receives errno with an error.
 */
#ifndef BRN_TLS_DESCRIPTOR_H
#define BRN_TLS_DESCRIPTOR_H

#include <brine/error.h>

brine_result brn_tls_descriptor_read(int descriptor, void *buf, size_t cap, size_t *got,
                                     int *system);
brine_result brn_tls_descriptor_write(int descriptor, const void *data, size_t n, size_t *taken,
                                      int *system);

/*
 * Waits until a descriptor that blocks is ready, no longer than SO_RCVTIMEO or SO_SNDTIMEO says.
 * False when it does not block, the time has passed or a signal came.
 */
bool brn_tls_descriptor_wait(int descriptor, bool output);

#endif
