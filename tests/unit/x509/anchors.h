/*
 * Certificates with no more than the shape that a trust store looks at: made quickly, with
 * no valid signature.
 */
#ifndef BRINE_TESTS_X509_ANCHORS_H
#define BRINE_TESTS_X509_ANCHORS_H

#include <brine/types.h>

#define ANCHOR_SIZE     512 /* room for one in DER, subjects up to 100 bytes */
#define ANCHOR_PEM_SIZE 1024

/* A certificate with one commonName as subject. Returns its length. */
size_t make_anchor(uint8_t out[ANCHOR_SIZE], const char *common_name, uint8_t serial);

/* Its subject, as a Name in DER. */
size_t make_subject(uint8_t out[ANCHOR_SIZE], const char *common_name);

/* The same as PEM with NUL, in lines of 64 characters. Returns its length. */
size_t make_anchor_pem(char out[ANCHOR_PEM_SIZE], const char *common_name, uint8_t serial);

/* Any bytes as a PEM block; out has room. */
size_t make_pem(char *out, size_t cap, const char *label, const uint8_t *der, size_t len);

#endif
