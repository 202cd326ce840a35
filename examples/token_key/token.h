/*
 * A private key in a PKCS#11 token. Build with p11-kit, which loads the token's module.
 */
#ifndef EXAMPLES_TOKEN_H
#define EXAMPLES_TOKEN_H

#include <brine/conn.h>
#include <p11-kit/pkcs11.h>
#include <stdbool.h>

struct token {
    CK_FUNCTION_LIST *calls;
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE key;
};

/*
 * The first private key of the token with this label, in the module of this path. False when
 * there is none, or the PIN is wrong; standard error then says so.
 */
bool token_open(struct token *token, const char *module, const char *label, const char *pin);

/* What the request asks for, in *n bytes; false when the token can't, which is said likewise. */
bool token_sign(const struct token *token, const brine_signature_request *request,
                uint8_t out[BRINE_SIGNATURE_MAX], size_t *n);

/* Says what failed and why; whether nothing did. */
bool token_report(const char *what, CK_RV rv);

void token_close(struct token *token);

#endif
