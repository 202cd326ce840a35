#include "attack/far_side.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void recording_free(recording *r)
{
    peer_bytes_free(&r->client);
    peer_bytes_free(&r->server);
    *r = (recording){.turn_count = 0};
}

static bool is_as_recorded(const far_side *far)
{
    return far->played != NULL && far->heard.len <= far->played->client.len &&
           memcmp(far->heard.data, far->played->client.data, far->heard.len) == 0;
}

static void play(far_side *far, peer_bytes *out)
{
    size_t until = 0;

    for (size_t i = 0; i < far->played->turn_count; i++)
        if (far->played->turns[i].client <= far->heard.len)
            until = far->played->turns[i].server;
    if (until > far->said)
        peer_put(out, far->played->server.data + far->said, until - far->said);
    far->said = until;
}

/* libssl hears all that was said so far, and has to say again what the client has heard. */
static void wake(far_side *far, peer_bytes *out)
{
    peer_bytes all = {.len = 0};

    far->live = true;
    libssl_side_open(&far->side, far->server);
    libssl_side_hear(&far->side, far->heard.data, far->heard.len, &all);
    if (all.len < far->said ||
        (far->said > 0 && memcmp(all.data, far->played->server.data, far->said) != 0)) {
        fputs("attack: libssl does not repeat itself\n", stderr);
        abort();
    }
    if (all.len > far->said)
        peer_put(out, all.data + far->said, all.len - far->said);
    far->said = all.len;
    peer_bytes_free(&all);
}

/* The client said len bytes, to which the server said what stands in out from `before` on. */
static void keep(far_side *far, const uint8_t *in, size_t len, const peer_bytes *out, size_t before)
{
    recording *r = far->made;

    peer_put(&r->client, in, len);
    if (out->len == before)
        return;
    peer_put(&r->server, out->data + before, out->len - before);
    if (r->turn_count == RECORDING_TURNS_MAX)
        abort();
    r->turns[r->turn_count].client = far->heard.len;
    r->turns[r->turn_count++].server = r->server.len;
}

void far_side_hear(far_side *far, const uint8_t *in, size_t len, peer_bytes *out)
{
    size_t before = out->len;

    peer_put(&far->heard, in, len);
    if (far->live) {
        libssl_side_hear(&far->side, in, len, out);
        far->said += out->len - before;
    } else if (is_as_recorded(far)) {
        play(far, out);
    } else {
        wake(far, out);
    }
    if (far->made != NULL)
        keep(far, in, len, out, before);
}

void far_side_wake(far_side *far)
{
    peer_bytes nothing = {.len = 0};

    if (!far->live)
        wake(far, &nothing);
    peer_bytes_free(&nothing);
}

void far_side_close(far_side *far)
{
    if (far->live)
        libssl_side_close(&far->side);
    peer_bytes_free(&far->heard);
}
