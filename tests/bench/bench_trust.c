/*
 * How long it takes to load the system's bundle of CA certificates: bench_trust [FILE].
 * The yardstick is reading the file and decoding its base64, and nothing else.
 */
#include "bench.h"
#include "bench_trust_peers.h"

#include "base/memory.h"
#include "system/files.h"
#include "x509/pem/pem.h"

#include <brine/trust.h>

static void read_and_decode(void *context)
{
    brn_file file;
    brn_pem pem;
    brn_pem_block block;
    brn_base64 tables;
    size_t used = 0, len;

    if (brn_file_read(&brn_system_allocator, context, BRN_FILE_ANY, &file, NULL) != BRINE_OK)
        abort();
    brn_base64_init(&tables);
    pem = brn_pem_of((brine_bytes){file.data, file.len});
    while (brn_pem_next(&pem, &block))
        if (brn_pem_decode(&pem, &tables, &block, file.data + used, &len))
            used += len;
    brn_release(&brn_system_allocator, file.data, file.size);
}

static void load_with_brine(void *context)
{
    brine_trust *trust;

    if (brine_trust_new(NULL, &trust, NULL) != BRINE_OK ||
        brine_trust_add_file(trust, context, NULL) != BRINE_OK ||
        brine_trust_freeze(trust, NULL) != BRINE_OK)
        abort();
    brine_trust_free(trust);
}

int main(int argc, char **argv)
{
    static char usual[] = "/etc/ssl/certs/ca-certificates.crt";
    char *path = argc > 1 ? argv[1] : usual;
    bench_contender contenders[] = {
        {"brine", load_with_brine, path, 0},
        {"read and decode alone", read_and_decode, path, 0},
        {"OpenSSL X509_STORE", load_with_openssl, path, 0},
        {"GnuTLS trust list", load_with_gnutls, path, 0},
        {"mbedTLS x509_crt", load_with_mbedtls, path, 0},
        {"BearSSL trust anchors", load_with_bearssl, path, 0},
    };
    size_t count = sizeof contenders / sizeof *contenders;
    char title[300];

    bench_run(contenders, count);
    snprintf(title, sizeof title, "load %s", path);
    bench_print(title, contenders, count, 0);
    return 0;
}
