#include "config/identity.h"

#include "base/memory.h"

void brn_identity_free(brn_identity *identity, const brine_allocator *allocator)
{
    if (identity == NULL)
        return;
    brn_loaded_key_free(&identity->loaded, allocator);
    if (identity->chain.data != NULL)
        brn_release(allocator, (uint8_t *)(uintptr_t)identity->chain.data, identity->chain.len);
    brn_release(allocator, identity, sizeof *identity);
}
