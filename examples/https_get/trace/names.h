/*
 * The RFCs' names for numbers in handshake messages.
 */
#ifndef HTTPS_GET_TRACE_NAMES_H
#define HTTPS_GET_TRACE_NAMES_H

#include <stdint.h>

/* Room for a number that has no name here. */
#define NAME_SIZE 16

/*
 * Each returns a static name, or `room` with the number in hexadecimal: the registries have many
 * more than brine speaks, and a server may send what it likes.
 */
const char *name_of_version(uint32_t number, char room[NAME_SIZE]);
const char *name_of_suite(uint32_t number, char room[NAME_SIZE]);
const char *name_of_group(uint32_t number, char room[NAME_SIZE]);
const char *name_of_scheme(uint32_t number, char room[NAME_SIZE]);
const char *name_of_extension(uint32_t number, char room[NAME_SIZE]);
const char *name_of_certificate_type(uint32_t number, char room[NAME_SIZE]);

#endif
