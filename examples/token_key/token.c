#include "token.h"

#include <p11-kit/p11-kit.h>
#include <stdio.h>
#include <string.h>

#define SLOTS_MAX 16

bool token_report(const char *what, CK_RV rv)
{
    if (rv != CKR_OK)
        fprintf(stderr, "token_key: %s: %s\n", what, p11_kit_strerror(rv));
    return rv == CKR_OK;
}

/* The slot in which a token has this label: 32 bytes, filled up with blanks. */
static CK_RV find_slot(const struct token *token, const char *label, CK_SLOT_ID *slot)
{
    CK_SLOT_ID slots[SLOTS_MAX];
    CK_ULONG count = SLOTS_MAX;
    CK_TOKEN_INFO info;
    char padded[sizeof info.label + 1];
    CK_RV rv = token->calls->C_GetSlotList(CK_TRUE, slots, &count);

    snprintf(padded, sizeof padded, "%-*s", (int)sizeof info.label, label);
    for (CK_ULONG i = 0; rv == CKR_OK && i < count; i++) {
        *slot = slots[i];
        if (token->calls->C_GetTokenInfo(slots[i], &info) == CKR_OK &&
            memcmp(info.label, padded, sizeof info.label) == 0)
            return CKR_OK;
    }
    return rv != CKR_OK ? rv : CKR_TOKEN_NOT_PRESENT;
}

static CK_RV find_key(struct token *token)
{
    CK_OBJECT_CLASS private_key = CKO_PRIVATE_KEY;
    CK_ATTRIBUTE wanted = {CKA_CLASS, &private_key, sizeof private_key};
    CK_ULONG found = 0;
    CK_RV rv = token->calls->C_FindObjectsInit(token->session, &wanted, 1);

    if (rv != CKR_OK)
        return rv;
    rv = token->calls->C_FindObjects(token->session, &token->key, 1, &found);
    token->calls->C_FindObjectsFinal(token->session);
    return rv == CKR_OK && found == 0 ? CKR_KEY_HANDLE_INVALID : rv;
}

bool token_open(struct token *token, const char *module, const char *label, const char *pin)
{
    CK_SLOT_ID slot = 0;
    CK_RV rv;

    memset(token, 0, sizeof *token);
    token->calls = p11_kit_module_load(module, 0);
    if (token->calls == NULL) {
        fprintf(stderr, "token_key: %s: %s\n", module, p11_kit_message());
        return false;
    }
    rv = p11_kit_module_initialize(token->calls);
    if (rv == CKR_OK)
        rv = find_slot(token, label, &slot);
    if (rv == CKR_OK)
        rv = token->calls->C_OpenSession(slot, CKF_SERIAL_SESSION, NULL, NULL, &token->session);
    if (rv == CKR_OK && pin != NULL)
        rv = token->calls->C_Login(token->session, CKU_USER, (CK_UTF8CHAR *)(uintptr_t)pin,
                                   strlen(pin));
    if (rv == CKR_OK)
        rv = find_key(token);
    if (rv != CKR_OK)
        token_close(token);
    return token_report(label, rv);
}

void token_close(struct token *token)
{
    if (token->calls != NULL)
        p11_kit_module_finalize(token->calls); /* closes its sessions */
    if (token->calls != NULL)
        p11_kit_module_release(token->calls);
    token->calls = NULL;
}
