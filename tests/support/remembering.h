/*
 * brine_cert_verify for tests, beside a verification that remembers links from call to call: both
 * must say the same.
 */
#ifndef BRINE_TESTS_REMEMBERING_H
#define BRINE_TESTS_REMEMBERING_H

#include <brine/cert.h>

/*
 * brine_cert_verify's own arguments and results. The same is verified three times more: with a
 * memory for links that lives as long as the process, and so knows what it met in any other call,
 * twice; and with one that holds two links and forgets all the time. Result, sentence and path
 * must be those of brine_cert_verify; otherwise the difference is printed and the process aborts.
 */
brine_result verify_remembering(const brine_verify_options *options, const brine_bytes *chain,
                                size_t count, brine_bytes *path, size_t cap, size_t *path_count,
                                brine_error *error);

#endif
