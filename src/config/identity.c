#include "config/identity.h"

#include "base/memory.h"

void brn_identity_free(brn_identity *identity, const brine_allocator *allocator)
{
    if (identity == NULL)
        return;
    if (identity->state != NULL) {
        identity->signer->clear(identity->context, identity->state, identity->state_size);
        brn_release_aligned(allocator, identity->state, identity->state_size,
                            identity->signer->state_align);
    }
    if (identity->chain.data != NULL)
        brn_release(allocator, (uint8_t *)(uintptr_t)identity->chain.data, identity->chain.len);
    brn_release(allocator, identity, sizeof *identity);
}
