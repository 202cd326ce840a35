/* Lists in a string: words with one of several separators between. */
#ifndef BRN_TLS_LIST_H
#define BRN_TLS_LIST_H

#include <stdbool.h>
#include <stddef.h>

#define BRN_TLS_WORD_SIZE 256

/*
 * The next word, without blanks around it, NUL behind it. *cursor is the list at first and brine's
 * to change; false after the last. A word that is too long is cut, and so known to no list.
 */
bool brn_tls_list_next(const char **cursor, const char *separators, char word[BRN_TLS_WORD_SIZE]);

/* Appends a word to a list with colons between. False without memory; *list is then NULL. */
bool brn_tls_list_add(char **list, const char *word);

/* Letters of ASCII in either case are the same. */
bool brn_tls_same_word(const char *a, const char *b);

#endif
