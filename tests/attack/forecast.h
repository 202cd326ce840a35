/*
 * What the scripted server does under its rules, told before it does it.
 */
#ifndef BRINE_TESTS_ATTACK_FORECAST_H
#define BRINE_TESTS_ATTACK_FORECAST_H

#include "attack/order.h"
#include "support/peer/script.h"

#define FORECAST_MAX 64

typedef struct forecast {
    order_event events[FORECAST_MAX];
    size_t count;
    bool stopped; /* the transport ends, too */
} forecast;

/* The messages that a server with these terms sends, and what the rules make of them. */
forecast forecast_of(const order_terms *terms, bool requests_certificate, const peer_rule *rules,
                     size_t count);

#endif
