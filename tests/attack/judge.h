/*
 * What brine promises of each connection, whatever was done to it.
 */
#ifndef BRINE_TESTS_ATTACK_JUDGE_H
#define BRINE_TESTS_ATTACK_JUDGE_H

#include "attack/attempt.h"

/* Notes the first fault; static words. */
void judge_fault(attempt *a, const char *fault);
/* What a call of brine_conn_receive gave. */
void judge_received(attempt *a, const brine_received *got);
/* What the client says after an error: one alert. */
void judge_last_words(attempt *a, const uint8_t *out, size_t len);
/* How the connection ended, when all is said. */
void judge_end(attempt *a);
/* Whether that may come of this change. */
void judge_change(attempt *a, const change *c);

#endif
