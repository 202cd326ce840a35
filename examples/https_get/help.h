/*
 * --help, in 80 columns.
 */
#ifndef HTTPS_GET_HELP_H
#define HTTPS_GET_HELP_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Says what --help asks for: topic is NULL (what people need most, the topics and the exit
 * codes), "all", "exit", the name of a topic, or an option. An unknown one gets the list of
 * topics. False when stream could not be written.
 */
bool help_print(FILE *stream, const char *topic);

#endif
