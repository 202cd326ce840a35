/*
 * What a server said, recorded answer by answer, and libssl's client on such a recording.
 */
#ifndef BRINE_TESTS_BENCH_REPLAY_OPENSSL_H
#define BRINE_TESTS_BENCH_REPLAY_OPENSSL_H

#include "support/peer/peer.h"

#define REPLAY_ANSWERS_MAX 4

/* All zero is empty. */
typedef struct replay_recording {
    peer_bytes answers[REPLAY_ANSWERS_MAX];
    size_t count;
    size_t next;
} replay_recording;

void replay_record(replay_recording *recording, const uint8_t *data, size_t len);
void replay_rewind(replay_recording *recording);
/* The next answer into out; 0 when there is no other. */
size_t replay_next(replay_recording *recording, uint8_t *out, size_t cap);
void replay_forget(replay_recording *recording);

typedef struct replay_openssl replay_openssl;

/* Records a server of this kind talking to libssl's client, which trusts root. */
replay_openssl *replay_openssl_new(const peer_config *server, peer_slice root, bool resumed);
/* One handshake against the recording. */
void replay_openssl_run(replay_openssl *replay);
void replay_openssl_free(replay_openssl *replay);

#endif
