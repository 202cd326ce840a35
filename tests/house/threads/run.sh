#!/bin/sh
# Runs a program that was built with ThreadSanitizer; 77 where the sanitizer itself can't run.
set -eu
if said=$("$1" 2>&1); then
    echo "$said"
    exit 0
fi
echo "$said"
case $said in
*"unexpected memory mapping"*) exit 77 ;;
esac
exit 1
