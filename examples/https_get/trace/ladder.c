#include "ladder.h"

#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a host's name that are shown. */
#define HOST_SIZE 300

void ladder_begin(struct ladder *ladder, const char *host, unsigned port, int64_t now)
{
    char text[HOST_SIZE];

    memset(ladder, 0, sizeof *ladder);
    brine_foreign_text((brine_bytes){(const uint8_t *)host, strlen(host)}, text, sizeof text);
    ladder->host = strdup(text);
    ladder->port = port;
    ladder->began = now;
}

void ladder_free(struct ladder *ladder)
{
    for (size_t i = 0; i < ladder->count; i++)
        fields_free(&ladder->events[i].fields);
    free(ladder->events);
    free(ladder->host);
    memset(ladder, 0, sizeof *ladder);
}

/* A new event at the end, NULL = no room. */
static struct ladder_event *add(struct ladder *ladder, enum ladder_kind kind, const char *name,
                                int64_t now)
{
    struct ladder_event *grown = NULL, *event;

    if (ladder->count < LADDER_EVENTS_MAX)
        grown = realloc(ladder->events, (ladder->count + 1) * sizeof *grown);
    if (grown == NULL) {
        ladder->left_out++;
        return NULL;
    }
    ladder->events = grown;
    event = &grown[ladder->count++];
    *event = (struct ladder_event){.kind = kind, .at = now - ladder->began};
    snprintf(event->name, sizeof event->name, "%s", name);
    return event;
}

void ladder_connected(struct ladder *ladder, const char *address, int64_t now)
{
    struct ladder_event *event = add(ladder, LADDER_CONNECTED, "connected", now);

    if (event != NULL)
        fields_add_foreign(&event->fields, "address",
                           (brine_bytes){(const uint8_t *)address, strlen(address)});
}

/* Who speaks; returns whether a flight begins with it. */
static bool take_turn(struct ladder *ladder, bool sent)
{
    bool begins = !ladder->spoke || ladder->client_spoke_last != sent;

    if (ladder->spoke && begins && !sent && !ladder->complete)
        ladder->round_trips++;
    ladder->spoke = true;
    ladder->client_spoke_last = sent;
    return begins;
}

/* "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256": how records are encrypted is its middle. */
static void add_cipher(uint32_t suite, const char *side, struct fields *out)
{
    char room[NAME_SIZE];
    const char *name = name_of_suite(suite, room), *with = strstr(name, "_WITH_"), *end;

    if (with != NULL)
        name = with + strlen("_WITH_");
    end = strrchr(name, '_');
    fields_add(out, "encrypted", "from here on, all that the %s sends: %.*s", side,
               (int)(end != NULL ? end - name : 0), name);
}

/* What ChangeCipherSpec means, and Finished. */
static void explain(const struct ladder *ladder, struct ladder_event *event)
{
    if (strcmp(event->name, "ChangeCipherSpec") == 0)
        add_cipher(ladder->seen.suite, event->sent ? "client" : "server", &event->fields);
    else if (strcmp(event->name, "Finished") == 0)
        fields_add(&event->fields, "verify_data", "over all messages of the handshake so far");
    else if (strcmp(event->name, "HelloRequest") == 0)
        fields_add(&event->fields, "meaning", "the server asks for a new handshake, which brine %s",
                   ladder->complete ? "refuses" : "passes over while one is on");
}

static void add_complete(struct ladder *ladder, int64_t now)
{
    struct ladder_event *event = add(ladder, LADDER_COMPLETE, "handshake complete", now);
    unsigned trips = ladder->round_trips, early = ladder->trips_to_data;

    if (event == NULL)
        return;
    fields_add(&event->fields, "handshake", "%s",
               !ladder->seen.resumed            ? "full"
               : ladder->seen.ticket_length > 0 ? "abbreviated, session resumed by its ticket"
                                                : "abbreviated, session resumed by its ID");
    fields_add(&event->fields, "round trips", "%u", trips);
    if (early > 0 && early < trips)
        fields_add(&event->fields, "False Start", "data was sent after %u of them", early);
}

/* Whether Finished of both sides is there, for the first time. */
static bool completes(struct ladder *ladder)
{
    if (ladder->complete || !ladder->finished[0] || !ladder->finished[1])
        return false;
    ladder->complete = true;
    return true;
}

void ladder_message(struct ladder *ladder, const brine_trace_event *message, int64_t now)
{
    bool begins = take_turn(ladder, message->sent);
    struct fields fields = {NULL, 0};
    struct ladder_event *event;

    read_message(message, &ladder->seen, &fields); /* also without room: later ones need it */
    event = add(ladder, LADDER_MESSAGE, message->message, now);
    if (event == NULL) {
        fields_free(&fields);
    } else {
        event->sent = message->sent;
        event->sealed = ladder->sealed[message->sent];
        event->begins = begins;
        event->size = message->length;
        event->fields = fields;
        explain(ladder, event);
    }
    if (strcmp(message->message, "ChangeCipherSpec") == 0)
        ladder->sealed[message->sent] = true;
    if (strcmp(message->message, "Finished") == 0)
        ladder->finished[message->sent] = true;
    if (completes(ladder))
        add_complete(ladder, now);
}

/* What follows data of the same side belongs to it. */
static struct ladder_event *same_turn(const struct ladder *ladder, bool sent)
{
    struct ladder_event *last = ladder->count > 0 ? &ladder->events[ladder->count - 1] : NULL;

    return last != NULL && last->kind == LADDER_DATA && last->sent == sent ? last : NULL;
}

void ladder_data(struct ladder *ladder, bool sent, size_t size, int64_t now)
{
    struct ladder_event *event = same_turn(ladder, sent);
    bool begins;

    if (sent && ladder->trips_to_data == 0)
        ladder->trips_to_data = ladder->round_trips;
    if (event != NULL) {
        event->size += size;
        return;
    }
    begins = take_turn(ladder, sent);
    event = add(ladder, LADDER_DATA, "Application Data", now);
    if (event == NULL)
        return;
    event->sent = sent;
    event->sealed = true;
    event->begins = begins;
    event->size = size;
}

void ladder_failed(struct ladder *ladder, const char *short_text, const char *sentence, int64_t now)
{
    struct ladder_event *event;

    if (ladder->failed)
        return;
    ladder->failed = true;
    event = add(ladder, LADDER_FAILED, "failed", now);
    if (event == NULL)
        return;
    fields_add(&event->fields, "failed", "%s", short_text);
    if (!ladder->complete && ladder->spoke)
        fields_add(&event->fields, "round trips", "%u", ladder->round_trips);
    fields_add(&event->fields, "sentence", "%s", sentence);
}

const char *ladder_time(int64_t microseconds, char out[LADDER_TIME_SIZE])
{
    if (microseconds < 1000000)
        snprintf(out, LADDER_TIME_SIZE, "%.1f ms", (double)microseconds / 1e3);
    else
        snprintf(out, LADDER_TIME_SIZE, "%.2f s", (double)microseconds / 1e6);
    return out;
}
