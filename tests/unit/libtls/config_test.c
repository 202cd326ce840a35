/* Settings: which words are taken, and what the sentence says of those that are not. */
#include "support/scratch.h"
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <tls.h>
#include <unistd.h>

typedef int (*setter)(struct tls_config *config, const char *text);

typedef struct row {
    setter set;
    const char *text;
    const char *sentence; /* words of it; NULL = the text is taken */
} row;

static const row rows[] = {
    {tls_config_set_ciphers, "secure", NULL},
    {tls_config_set_ciphers, "Default", NULL},
    {tls_config_set_ciphers, "compat", NULL},
    {tls_config_set_ciphers, "legacy", NULL},
    {tls_config_set_ciphers, "insecure", NULL},
    {tls_config_set_ciphers, "all", NULL},
    {tls_config_set_ciphers, NULL, NULL},
    {tls_config_set_ciphers, "ECDHE-RSA-AES128-GCM-SHA256", NULL},
    {tls_config_set_ciphers, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", NULL},
    {tls_config_set_ciphers, "nonsense:ECDHE-RSA-AES128-GCM-SHA256", NULL},
    {tls_config_set_ciphers, "AES128-GCM-SHA256", NULL},
    {tls_config_set_ciphers, "HIGH:!aNULL:!MD5", NULL},
    {tls_config_set_ciphers, "ECDHE+AESGCM:@STRENGTH", NULL},
    {tls_config_set_ciphers, "HIGH:!AES128", "can't exclude 'AES128'"},
    {tls_config_set_ciphers, "HIGH:-AES128", "can't exclude 'AES128'"},
    {tls_config_set_ciphers, "HIGH:!RSA", "can't exclude 'RSA'"},
    {tls_config_set_ciphers, "HIGH:@SECLEVEL=5", "'@SECLEVEL=5' is not known"},
    {tls_config_set_ciphers, "kRSA:!kRSA:!aNULL", NULL},
    {tls_config_set_ciphers, "nonsense", "no ciphers for 'nonsense'"},
    {tls_config_set_ciphers, "", "no ciphers for ''"},
    {tls_config_set_ciphers, "AES256-SHA", "no ciphers for 'AES256-SHA'"},
    {tls_config_set_ciphers, "a\033b", "no ciphers for 'a\\1bb'"},
    {tls_config_set_ecdhecurves, "default", NULL},
    {tls_config_set_ecdhecurves, NULL, NULL},
    {tls_config_set_ecdhecurves, "X25519,P-256,P-384", NULL},
    {tls_config_set_ecdhecurves, "X25519:secp384r1: prime256v1", NULL},
    {tls_config_set_ecdhecurves, "X25519 ,\tP-256\n,\rP-384 ", NULL},
    {tls_config_set_ecdhecurves, "X25519,P-521", NULL},
    {tls_config_set_ecdhecurves, "P-521", "has none of the curves 'P-521'"},
    {tls_config_set_ecdhecurves, "X25519,nope", "invalid ecdhe curve 'nope'"},
    {tls_config_set_ecdhecurves, "", "invalid ecdhe curve ''"},
    {tls_config_set_ecdhecurve, "auto", NULL},
    {tls_config_set_ecdhecurve, "P-256", NULL},
    {tls_config_set_ecdhecurve, "P-256,P-384", "invalid ecdhe curve 'P-256,P-384'"},
    {tls_config_set_ecdhecurve, "P-256:P-384", "invalid ecdhe curve 'P-256:P-384'"},
    {tls_config_set_ecdhecurve, NULL, NULL},
    {tls_config_set_ecdhecurve, "none", "without a curve"},
    {tls_config_set_dheparams, "none", NULL},
    {tls_config_set_dheparams, "auto", NULL},
    {tls_config_set_dheparams, NULL, NULL},
    {tls_config_set_dheparams, "legacy", NULL},
    {tls_config_set_dheparams, "bogus", "invalid dhe param 'bogus'"},
    {tls_config_set_alpn, "h2,http/1.1", NULL},
    {tls_config_set_alpn, NULL, NULL},
    {tls_config_set_alpn, "h2,,http/1.1", "zero length"},
    {tls_config_set_alpn, "", "zero length"},
    {tls_config_set_alpn, "a,", "zero length"},
    {tls_config_set_alpn, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16", NULL},
    {tls_config_set_alpn, "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", "at most 16"},
    {tls_config_set_ca_file, "/nonexistent", "/nonexistent: No such file"},
    {tls_config_set_cert_file, "/nonexistent", "/nonexistent: No such file"},
    {tls_config_set_key_file, "/nonexistent", "/nonexistent: No such file"},
    {tls_config_set_crl_file, "/nonexistent", "/nonexistent: No such file"},
    {tls_config_set_ocsp_staple_file, "/nonexistent", "/nonexistent: No such file"},
    {tls_config_set_ca_path, "/nonexistent", NULL},
    {tls_config_set_ca_path, NULL, NULL},
    {tls_config_set_ca_file, NULL, "file of CA certificates has no path"},
    {tls_config_set_cert_file, NULL, "certificate file has no path"},
    {tls_config_set_key_file, NULL, "private key file has no path"},
    {tls_config_set_crl_file, NULL, "revocation list has no path"},
    {tls_config_set_ocsp_staple_file, NULL, "OCSP response has no path"},
};

static void a_setter_takes_what_libtls_names_and_says_why_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        struct tls_config *config = tls_config_new();
        int result = r->set(config, r->text);
        const char *error = tls_config_error(config);

        if (r->sentence == NULL && (result != 0 || error != NULL))
            fail_msg("'%s' is refused: %s", r->text, error);
        if (r->sentence != NULL &&
            (result != -1 || error == NULL || strstr(error, r->sentence) == NULL))
            fail_msg("'%s' gives %d, '%s'", r->text, result, error != NULL ? error : "NULL");
        tls_config_free(config);
    }
}

/* `count` protocols of `len` letters. */
static int set_long_alpn(struct tls_config *config, size_t count, size_t len)
{
    char text[8192];
    size_t at = 0;

    for (size_t i = 0; i < count; i++) {
        memset(text + at, 'a', len);
        at += len;
        text[at++] = i + 1 < count ? ',' : '\0';
    }
    return tls_config_set_alpn(config, text);
}

/* Each has a byte for its length on the wire, as it has a comma here. */
static void protocols_have_room_for_what_is_offered(void **state)
{
    struct tls_config *config = tls_config_new();
    struct tls *ctx = tls_client();

    (void)state;
    assert_int_equal(set_long_alpn(config, 1, 256), -1);
    assert_non_null(strstr(tls_config_error(config), "at most 255 bytes"));
    assert_int_equal(set_long_alpn(config, 16, 64), -1);
    assert_non_null(strstr(tls_config_error(config), "together at most 1023 bytes with commas"));
    assert_int_equal(set_long_alpn(config, 16, 63), 0);
    tls_config_insecure_noverifycert(config);
    assert_int_equal(tls_configure(ctx, config), 0);
    assert_int_equal(tls_connect_fds(ctx, 0, 1, "a.example"), 0);
    tls_free(ctx);
    tls_config_free(config);
}

static void protocols_are_added_and_taken_away(void **state)
{
    static const struct {
        const char *text;
        int result;
        uint32_t protocols;
    } texts[] = {
        {"tlsv1.2", 0, TLS_PROTOCOL_TLSv1_2},
        {" TLSv1.2", 0, TLS_PROTOCOL_TLSv1_2},
        {"tlsv1.0,tlsv1.1", 0, TLS_PROTOCOL_TLSv1_0 | TLS_PROTOCOL_TLSv1_1},
        {"all", 0, TLS_PROTOCOLS_ALL},
        {"legacy", 0, TLS_PROTOCOLS_ALL},
        {"default", 0, TLS_PROTOCOLS_DEFAULT},
        {"secure", 0, TLS_PROTOCOLS_DEFAULT},
        {"all:!tlsv1.3", 0, 14},
        {"!tlsv1.3", 0, 14},
        {"!tlsv1.3:tlsv1.1", 0, 14},
        {"default,!tlsv1.2", 0, TLS_PROTOCOL_TLSv1_3},
        {NULL, 0, TLS_PROTOCOLS_DEFAULT},
        {"bogus", -1, 99},
        {"tlsv1.2,bogus", -1, 99},
        {"", -1, 99},
        {",:,", -1, 99},
    };

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        uint32_t protocols = 99;

        assert_int_equal(tls_config_parse_protocols(&protocols, texts[i].text), texts[i].result);
        assert_int_equal(protocols, texts[i].protocols);
    }
}

static void settings_of_servers_fail_with_a_sentence(void **state)
{
    struct tls_config *config = tls_config_new();
    unsigned char key[TLS_TICKET_KEY_SIZE] = {0};

    (void)state;
    assert_int_equal(tls_config_set_session_id(config, key, TLS_MAX_SESSION_ID_LENGTH), -1);
    assert_non_null(strstr(tls_config_error(config), "servers are not implemented"));
    assert_int_equal(tls_config_set_session_lifetime(config, 60), -1);
    assert_int_equal(tls_config_add_ticket_key(config, 1, key, sizeof key), -1);
    tls_config_prefer_ciphers_client(config);
    tls_config_prefer_ciphers_server(config);
    tls_config_verify_client(config);
    tls_config_verify_client_optional(config);
    tls_config_free(config);
}

static void refuses_file(struct tls_config *config, int descriptor, const char *words)
{
    assert_int_equal(tls_config_set_session_fd(config, descriptor), -1);
    if (strstr(tls_config_error(config), words) == NULL)
        fail_msg("%s", tls_config_error(config));
}

static void a_session_file_is_regular_and_the_users_alone(void **state)
{
    struct tls_config *config = tls_config_new();
    const char *path;
    int descriptor, directory;

    (void)state;
    scratch_begin();
    path = scratch_file("session", "", 0);
    descriptor = open(path, O_RDWR);
    directory = open(scratch_path(""), O_RDONLY);
    assert_int_equal(chmod(path, 0640), 0);
    refuses_file(config, descriptor, "permissions (640 != 600)");
    refuses_file(config, directory, "not a regular file");
    refuses_file(config, 1000, "not open");
    refuses_file(config, -2, "not open");
    assert_int_equal(chmod(path, 0600), 0);
    if (geteuid() == 0) { /* others can't give a file away */
        assert_int_equal(fchown(descriptor, 1, 1), 0);
        refuses_file(config, descriptor, "incorrect owner (uid 1 != ");
        assert_int_equal(fchown(descriptor, 0, 0), 0);
    }
    assert_int_equal(tls_config_set_session_fd(config, descriptor), 0);
    assert_int_equal(tls_config_set_session_fd(config, -1), 0);
    tls_config_free(config);
    close(directory);
    close(descriptor);
    scratch_end();
}

static void the_default_file_of_certificates_is_a_path(void **state)
{
    (void)state;
    assert_int_equal(*tls_default_ca_cert_file(), '/');
    assert_ptr_equal(tls_default_ca_cert_file(), tls_default_ca_cert_file());
}

static void nothing_is_freed_of_null(void **state)
{
    (void)state;
    tls_config_free(NULL);
    tls_free(NULL);
    tls_unload_file(NULL, 0);
    assert_int_equal(tls_init(), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_setter_takes_what_libtls_names_and_says_why_not),
        cmocka_unit_test(protocols_have_room_for_what_is_offered),
        cmocka_unit_test(protocols_are_added_and_taken_away),
        cmocka_unit_test(settings_of_servers_fail_with_a_sentence),
        cmocka_unit_test(a_session_file_is_regular_and_the_users_alone),
        cmocka_unit_test(the_default_file_of_certificates_is_a_path),
        cmocka_unit_test(nothing_is_freed_of_null),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
