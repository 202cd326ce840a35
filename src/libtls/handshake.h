#ifndef BRN_TLS_HANDSHAKE_H
#define BRN_TLS_HANDSHAKE_H

#include "libtls/context.h"

/* Makes the handshake if it is not made. As tls_handshake returns; 0 also when it was made before.
 */
int brn_tls_shake_hands(struct tls *ctx);

#endif
