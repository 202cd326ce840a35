/*
 * The sessions that a config remembers: one for each server name and port, the least
 * recently used one forgotten first. The one part of a frozen config that changes; it
 * locks itself.
 *
 * Server name and port are key enough: ALPN, trust and identity are the config's.
 */
#ifndef BRN_CONFIG_SESSION_CACHE_H
#define BRN_CONFIG_SESSION_CACHE_H

#include "config/session.h"

typedef struct brn_session_cache brn_session_cache;

/* BRINE_ERROR_OUT_OF_MEMORY, or BRINE_ERROR_RANDOM from the provider, which is not kept. */
BRINE_MUST_USE brine_result brn_session_cache_new(const brine_allocator *allocator,
                                                  const brine_provider *provider, size_t entries,
                                                  brn_session_cache **out);
void brn_session_cache_free(brn_session_cache *cache, const brine_allocator *allocator);

/* The session for a server, held for the caller, or NULL. cache may be NULL. */
brine_session *brn_session_cache_get(brn_session_cache *cache, const char *server_name,
                                     uint16_t port);
/* Remembers session (and holds it) in the place of the older one of its server. */
void brn_session_cache_put(brn_session_cache *cache, brine_session *session);
/*
 * Forgets session, if it still is the one that is remembered for its server. With another
 * ticket, or loaded another time, it is the same session: RFC 5246 section 7.2.2 forbids to
 * resume any of it after a fatal alert.
 */
void brn_session_cache_remove(brn_session_cache *cache, const brine_session *session);

/* The same as a table, for configs. */
typedef struct brn_session_cache_calls {
    brine_result (*make)(const brine_allocator *allocator, const brine_provider *provider,
                         size_t entries, brn_session_cache **out);
    void (*free)(brn_session_cache *cache, const brine_allocator *allocator);
    brine_session *(*get)(brn_session_cache *cache, const char *server_name, uint16_t port);
    void (*put)(brn_session_cache *cache, brine_session *session);
    void (*remove)(brn_session_cache *cache, const brine_session *session);
} brn_session_cache_calls;

extern const brn_session_cache_calls brn_session_cache_memory;

#endif
