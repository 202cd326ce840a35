/*
 * What an alert of the server's can be about, beyond the meaning that RFC 5246 section 7.2 gives
 * it: servers choose among them as they like.
 */
#ifndef BRN_CONN_ALERT_KIND_H
#define BRN_CONN_ALERT_KIND_H

#include <brine/error.h>

/* A certificate of the client's, and nothing else (RFC 5246 section 7.2.2, RFC 8446 6.2). */
bool brn_alert_is_about_certificates(brine_alert alert);
/* It says no more of a certificate that a server got than that it may not like it. */
bool brn_alert_is_vague(brine_alert alert);
/*
 * It says of something else what is wrong. Of all others a server may send any when it wanted a
 * certificate and got none: GnuTLS 3.7 sends decode_error.
 */
bool brn_alert_is_about_something_else(brine_alert alert);
/* What ClientHello offers, as long as no other message of the client's has come. */
bool brn_alert_is_about_offers(brine_alert alert);

#endif
