/*
 * Contracts of record/record.h, in ACSL.
 */
#ifndef BRINE_TESTS_PROOF_RECORD_H
#define BRINE_TESTS_PROOF_RECORD_H

#include "proof/failure.h"
#include "proof/reader.h"
#include "proof/writer.h"
#include "record/record.h"

/*@ requires holds(r) && \valid(header) && \separated(r, header);
    assigns *r, *header;
    ensures holds(r);
    ensures \result ==> took{Pre, Post}(r, 5);
    ensures !\result ==> same{Pre, Post}(r); */
bool brn_record_read_header(brn_reader *r, brn_record_header *header);

/*@ requires writes(w) && \valid_read(header);
    requires w->cap > 0 ==> \separated(header, w->start + (0 .. w->cap - 1));
    requires \separated(header, w);
    assigns w->len, w->overflow, w->start[0 .. w->cap - 1];
    ensures writes(w) && same_room{Pre, Post}(w); */
void brn_record_write_header(brn_writer *w, const brn_record_header *header);

/*@ requires \valid_read(header);
    assigns \nothing; */
static uint64_t first_bytes(const brn_record_header *header);

/*@ requires \valid_read(header) && \valid_read(rules);
    requires failure == \null || \valid(failure);
    requires failure != \null ==> \separated(failure, header) && \separated(failure, rules);
    assigns *failure;
    ensures \result == BRINE_OK ==> 20 <= header->type <= 23;
    ensures \result == BRINE_OK ==>
      header->length <= (size_t)(rules->plaintext_max + rules->overhead); */
brine_result brn_record_check_header(const brn_record_header *header, const brn_record_rules *rules,
                                     brn_failure *failure);

#endif
