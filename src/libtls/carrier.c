#include "libtls/carrier.h"

#include "libtls/descriptor.h"

#include <stdio.h>
#include <string.h>

/*
 * A callback may block. A stream that has received a whole record at once tries to receive more
 * before it returns what it has; from such a callback it is never given as much.
 */
#define CALLBACK_READ_MAX 8192

#define RECORD_HEADER_SIZE 5

/* Only the first failure: others follow from it. */
static void note(brn_tls_carrier *carrier, const char *failed, int system, ssize_t answer)
{
    if (carrier->failed != NULL)
        return;
    carrier->failed = failed;
    carrier->system = system;
    carrier->answer = answer;
}

static brine_result read_by_callback(brn_tls_carrier *carrier, void *buf, size_t cap, size_t *got)
{
    ssize_t n;

    if (carrier->failed != NULL)
        return BRINE_WANT_READ;
    if (cap > CALLBACK_READ_MAX)
        cap = CALLBACK_READ_MAX;
    n = carrier->read_cb(carrier->ctx, buf, cap, carrier->cb_arg);
    if (n == TLS_WANT_POLLIN)
        return BRINE_WANT_READ;
    if (n == TLS_WANT_POLLOUT)
        return BRINE_WANT_WRITE;
    if (n < 0 || (size_t)n > cap) {
        note(carrier, "read", 0, n);
        return BRINE_ERROR_READ;
    }
    *got = (size_t)n;
    return n == 0 ? BRINE_CLOSED : BRINE_OK;
}

static brine_result write_by_callback(brn_tls_carrier *carrier, const void *data, size_t n,
                                      size_t *taken)
{
    ssize_t wrote;

    if (n == 0)
        return BRINE_OK;
    wrote = carrier->write_cb(carrier->ctx, data, n, carrier->cb_arg);
    if (wrote == TLS_WANT_POLLIN || wrote == TLS_WANT_POLLOUT)
        return BRINE_WANT_WRITE;
    if (wrote <= 0 || (size_t)wrote > n) {
        note(carrier, "write", 0, wrote);
        return BRINE_ERROR_WRITE;
    }
    *taken = (size_t)wrote;
    return BRINE_OK;
}

/* RFC 5246 section 6.2.1: the last two bytes of a header are the length of what follows it. */
static void follow_record(brn_tls_carrier *carrier, const uint8_t *data, size_t len)
{
    for (size_t i = 0; i < len && carrier->header_len < RECORD_HEADER_SIZE; i++) {
        carrier->length = (uint16_t)(carrier->length << 8 | data[i]);
        carrier->header_len++;
    }
}

/*
 * Never more than the record at hand, as libtls reads: a program that reads once each time poll
 * says so relies on it. What came in one piece with the record's end has to stay in the kernel, so
 * that poll goes on saying so.
 */
static brine_result carrier_read(void *context, void *buf, size_t cap, size_t *got)
{
    brn_tls_carrier *carrier = context;
    bool in_header = carrier->header_len < RECORD_HEADER_SIZE;
    size_t left = in_header ? RECORD_HEADER_SIZE - carrier->header_len : carrier->length;
    brine_result result;
    int system = 0;

    if (cap > left)
        cap = left;
    if (carrier->read_cb != NULL)
        result = read_by_callback(carrier, buf, cap, got);
    else
        result = brn_tls_descriptor_read(carrier->fd_read, buf, cap, got, &system);
    if (result == BRINE_ERROR_READ)
        note(carrier, "read", system, -1);
    if (in_header)
        follow_record(carrier, buf, *got);
    else
        carrier->length = (uint16_t)(carrier->length - *got);
    if (carrier->header_len == RECORD_HEADER_SIZE && carrier->length == 0)
        carrier->header_len = 0;
    return result;
}

static brine_result carrier_write(void *context, const void *data, size_t n, size_t *taken)
{
    brn_tls_carrier *carrier = context;
    brine_result result;
    int system = 0;

    if (carrier->write_cb != NULL)
        result = write_by_callback(carrier, data, n, taken);
    else
        result = brn_tls_descriptor_write(carrier->fd_write, data, n, taken, &system);
    if (result == BRINE_ERROR_WRITE)
        note(carrier, "write", system, -1);
    return result;
}

brine_transport brn_tls_carrier_transport(brn_tls_carrier *carrier)
{
    return (brine_transport){
        .size = sizeof(brine_transport),
        .context = carrier,
        .read = carrier_read,
        .write = carrier_write,
    };
}

bool brn_tls_carrier_wait(const brn_tls_carrier *carrier, brine_result want)
{
    if (carrier->read_cb != NULL)
        return false;
    if (want == BRINE_WANT_READ)
        return brn_tls_descriptor_wait(carrier->fd_read, false);
    return brn_tls_descriptor_wait(carrier->fd_write, true);
}

void brn_tls_carrier_explain(const brn_tls_carrier *carrier, char *out, size_t size)
{
    if (carrier->failed == NULL)
        return;
    if (carrier->read_cb != NULL)
        snprintf(out, size, "the %s callback returned %ld", carrier->failed, (long)carrier->answer);
    else
        snprintf(out, size, "the descriptor's %s failed: %s", carrier->failed,
                 strerror(carrier->system));
}
