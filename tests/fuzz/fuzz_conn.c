/*
 * Anything that a server may send, from its first byte on. A first byte of the input says what
 * is offered and in what portions the rest arrives.
 *
 * The crypto is hollow, so that a fuzzer gets past it: the AEAD copies, the hash puts out zeros
 * (so verify_data is known), signatures hold, and what is random is not. What is left is the
 * record layer, the handshake and its messages, alerts, and what an engine promises its caller.
 */
#include "fuzz.h"

#include <brine/brine.h>

#include <string.h>

#include "verifiers.h"

static brine_result random_bytes(void *context, uint8_t *out, size_t len)
{
    (void)context;
    memset(out, 7, len);
    return BRINE_OK;
}

/* ---- Hollow algorithms ---- */

static brine_result set_key(void *context, void *state, const uint8_t *key)
{
    (void)context;
    (void)state;
    (void)key;
    return BRINE_OK;
}

static brine_result seal(void *context, const void *state, const uint8_t *nonce, const uint8_t *ad,
                         size_t ad_len, const uint8_t *in, size_t len, uint8_t *out)
{
    (void)context;
    (void)state;
    (void)nonce;
    (void)ad;
    (void)ad_len;
    if (len > 0)
        memmove(out, in, len);
    memset(out + len, 0, BRINE_AEAD_TAG_MAX);
    return BRINE_OK;
}

/* A tag that begins with 0xff is a wrong one. */
static brine_result open_record(void *context, const void *state, const uint8_t *nonce,
                                const uint8_t *ad, size_t ad_len, const uint8_t *in, size_t len,
                                uint8_t *out)
{
    (void)context;
    (void)state;
    (void)nonce;
    (void)ad;
    (void)ad_len;
    if (len < BRINE_AEAD_TAG_MAX || in[len - BRINE_AEAD_TAG_MAX] == 0xff)
        return BRINE_ERROR_BAD_TAG;
    memmove(out, in, len - BRINE_AEAD_TAG_MAX);
    return BRINE_OK;
}

static void clear(void *context, void *state)
{
    (void)context;
    (void)state;
}

static void init(void *context, void *state)
{
    (void)context;
    (void)state;
}

static void update(void *context, void *state, const uint8_t *data, size_t len)
{
    (void)context;
    (void)state;
    (void)data;
    (void)len;
}

static void final_256(void *context, void *state, uint8_t *out)
{
    (void)context;
    (void)state;
    memset(out, 0, 32);
}

static void final_384(void *context, void *state, uint8_t *out)
{
    (void)context;
    (void)state;
    memset(out, 0, 48);
}

static void copy(void *context, void *to, const void *from)
{
    (void)context;
    (void)to;
    (void)from;
}

static brine_result keygen(void *context, brine_random_function random, uint8_t *private_key,
                           uint8_t *public_key)
{
    (void)context;
    memset(public_key, 9, 32);
    return random(NULL, private_key, 32);
}

static brine_result agree(void *context, const uint8_t *private_key, const uint8_t *peer,
                          size_t peer_len, uint8_t *shared)
{
    (void)context;
    if (peer_len != 32)
        return BRINE_ERROR_BAD_POINT;
    memcpy(shared, peer, peer_len);
    shared[0] ^= private_key[0];
    return BRINE_OK;
}

static const brine_provider *make_provider(void)
{
    static brine_provider provider;
    static brine_aead aead;
    static brine_hash sha256, sha384;
    static brine_group group;
    static const brine_aead *const aeads[] = {&aead, NULL};
    static const brine_hash *const hashes[] = {&sha256, &sha384, NULL};
    static const brine_group *const groups[] = {&group, NULL};

    if (provider.size != 0)
        return &provider;
    provider = *brine_provider_default();
    aead = (brine_aead){.size = sizeof aead,
                        .id = BRINE_AEAD_AES_128_GCM,
                        .name = "hollow",
                        .implementation = "fuzz",
                        .key_length = 16,
                        .fixed_iv_length = 4,
                        .explicit_nonce_length = 8,
                        .tag_length = BRINE_AEAD_TAG_MAX,
                        .blocks_limit = BRINE_RECORD_BLOCKS_MAX,
                        .state_size = 1,
                        .state_align = 1,
                        .set_key = set_key,
                        .seal = seal,
                        .open = open_record,
                        .clear = clear};
    sha256 = (brine_hash){.size = sizeof sha256,
                          .id = BRINE_HASH_SHA256,
                          .name = "SHA-256",
                          .implementation = "fuzz",
                          .output_length = 32,
                          .block_length = 64,
                          .state_size = 1,
                          .state_align = 1,
                          .init = init,
                          .update = update,
                          .final = final_256,
                          .copy = copy,
                          .clear = clear};
    sha384 = sha256;
    sha384.id = BRINE_HASH_SHA384;
    sha384.name = "SHA-384";
    sha384.output_length = 48;
    sha384.block_length = 128;
    sha384.final = final_384;
    for (const brine_group *const *g = provider.groups; *g != NULL; g++)
        if ((*g)->id == BRINE_GROUP_X25519)
            group = **g;
    group.available = NULL;
    group.keygen = keygen;
    group.agree = agree;
    provider.aeads = aeads;
    provider.hashes = hashes;
    provider.groups = groups;
    provider.verifiers = fuzz_verifiers();
    provider.random = random_bytes;
    return &provider;
}

/* ---- One connection ---- */

static bool failed(brine_result result)
{
    return brine_result_category(result) != BRINE_CATEGORY_STATUS;
}

static int64_t noon(void *context)
{
    (void)context;
    return INT64_C(1749988800);
}

/* What is offered: all that has a message or an extension of its own, bit by bit. */
static brine_config *make_config(unsigned features)
{
    brine_config *config = NULL;
    brine_error error;
    brine_result result = brine_config_new(NULL, &config, NULL);

    if (result == BRINE_OK)
        result = brine_config_set_provider(config, make_provider());
    if (result == BRINE_OK)
        result = brine_config_set_clock(config, noon, NULL);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_chain(config);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_name(config);
    if (result == BRINE_OK)
        result = brine_config_insecure_skip_time(config);
    if (result == BRINE_OK && (features & 1) != 0)
        result = brine_config_set_alpn(config, (const char *const[]){"http/1.1"}, 1, NULL);
    if (result == BRINE_OK && (features & 2) != 0)
        result = brine_config_request_staple(config);
    if (result == BRINE_OK && (features & 2) != 0)
        result = brine_config_request_scts(config);
    if (result == BRINE_OK)
        result = brine_config_freeze(config, &error);
    FUZZ_CHECK(result == BRINE_OK);
    return config;
}

static void drain(brine_conn *conn, const char *data, size_t len)
{
    static uint8_t out[BRINE_RECORD_MAX];
    size_t made = 1, taken;

    for (unsigned i = 0; made > 0; i++) {
        brine_result result = brine_conn_send(conn, out, sizeof out, data, len, &made, &taken);

        FUZZ_CHECK(made <= sizeof out && taken <= len && i < 100);
        FUZZ_CHECK(result == BRINE_OK || result == BRINE_CLOSED || failed(result));
        len = 0;
    }
}

/* Hands over what has come; returns how much is left of it. */
static size_t receive(brine_conn *conn, uint8_t *in, size_t have)
{
    brine_result result = BRINE_OK;
    brine_received got = {.consumed = 1};

    while (result == BRINE_OK && got.consumed > 0) {
        result = brine_conn_receive(conn, in, have, &got);
        FUZZ_CHECK(got.consumed <= have);
        FUZZ_CHECK(got.data_len == 0 || (brine_conn_state(conn) & BRINE_CONN_READABLE) != 0 ||
                   result == BRINE_CLOSED);
        FUZZ_CHECK(got.data_len == 0 ||
                   (got.data >= in && got.data + got.data_len <= in + got.consumed));
        FUZZ_CHECK(!failed(result) || got.data_len == 0);
        memmove(in, in + got.consumed, have - got.consumed);
        have -= got.consumed;
    }
    return have;
}

static void check_end(brine_conn *conn)
{
    brine_received got;
    brine_error error = BRINE_NO_ERROR;
    brine_result result = brine_conn_receive_end(conn), again;

    brine_conn_error(conn, &error);
    FUZZ_CHECK(!failed(result) || error.text[0] != '\0');
    drain(conn, "late", 4);
    again = brine_conn_receive(conn, NULL, 0, &got);
    FUZZ_CHECK(!failed(result) || (again == result && got.data_len == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t portions[] = {1, 7, 600, BRINE_RECORD_MAX};
    static uint8_t in[BRINE_RECORD_MAX];
    brine_config *config;
    brine_conn *conn = NULL;
    size_t portion, have = 0;

    if (size == 0)
        return 0;
    config = make_config(data[0] >> 2);
    portion = portions[data[0] & 3];
    FUZZ_CHECK(brine_conn_new(config, "www.example", &conn) == BRINE_OK);
    drain(conn, NULL, 0);
    for (size_t at = 1; at < size;) {
        size_t n = portion < size - at ? portion : size - at;

        n = n < sizeof in - have ? n : sizeof in - have;
        if (n == 0)
            break;
        memcpy(in + have, data + at, n);
        at += n;
        have = receive(conn, in, have + n);
        drain(conn, "ping", 4);
    }
    check_end(conn);
    brine_conn_free(conn);
    brine_config_free(config);
    return 0;
}
