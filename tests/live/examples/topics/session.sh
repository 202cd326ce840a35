# Sessions across runs: saved_session.

serve_openssl p256_1 -www
session=$work/session
run "the first run" 0 "a full handshake" "" saved_session localhost "$server_port" "$session"
run "the second run" 0 "resumed" "" saved_session localhost "$server_port" "$session"
run "the third run" 0 "resumed" "" saved_session localhost "$server_port" "$session"
if [ "$(stat -c %a "$session")" = 600 ]; then
    pass "saved_session: the file is this user's alone"
else
    fail "saved_session" "the file's mode is $(stat -c %a "$session")"
fi
chmod 640 "$session"
run "a file that others may read" 0 "a full handshake" "" saved_session localhost "$server_port" \
    "$session"
mv "$session" "$work/moved"
ln -s "$work/moved" "$session"
run "a link" 0 "a full handshake" "" saved_session localhost "$server_port" "$session"
head -c 100 "$session" >"$work/short"
cat "$work/short" >"$session"
run "half a session" 0 "a full handshake" "" saved_session localhost "$server_port" "$session"
run "a session that fails" 1 "" "connect" saved_session localhost 1 "$session"
if [ -e "$session" ]; then
    fail "saved_session" "a session that failed is kept"
else
    pass "saved_session: a session that failed is not kept"
fi
stop_server
