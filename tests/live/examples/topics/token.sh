# A key in a token: token_key.

module=$(find /usr/lib /usr/local/lib -name libsofthsm2.so 2>/dev/null | head -n 1)
if [ ! -x "$programs/token_key" ]; then
    skip token_key "p11-kit is not installed (libp11-kit-dev)"
elif [ -z "$module" ] || [ ${#emulator[@]} -ne 0 ]; then
    skip token_key "softhsm2 is not installed, or for another machine"
else
    export SOFTHSM2_CONF=$work/softhsm2.conf
    mkdir "$work/tokens"
    printf '%s\n' "directories.tokendir = $work/tokens" "log.level = ERROR" >"$SOFTHSM2_CONF"
    for key in p256 p384 rsa2048; do
        softhsm2-util --init-token --free --label "$key" --so-pin 1234 --pin 5678 &&
            softhsm2-util --import "$pki/keys/$key.pem" --token "$key" --label client --id 01 \
                --pin 5678
    done >"$work/softhsm2.log" 2>&1 || fail "SoftHSM's tokens" "$(cat "$work/softhsm2.log")"
    export TOKEN_PIN=5678
    serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$pki/certs/client_ca.pem"
    for key in p256 p384 rsa2048; do
        run "a $key key" 0 "the server took the signature" "" token_key localhost "$server_port" \
            "$pki/chains/client_$key.pem" "$module" "$key"
    done
    run "a certificate of another key" 1 "" "decrypt_error" token_key localhost "$server_port" \
        "$pki/chains/client_rsa4096.pem" "$module" rsa2048
    run "a token that is not there" 1 "" "token_key: nowhere: " token_key localhost \
        "$server_port" "$pki/chains/client_p256.pem" "$module" nowhere
    TOKEN_PIN=0000 run "a wrong PIN" 1 "" "PIN" token_key localhost "$server_port" \
        "$pki/chains/client_p256.pem" "$module" p256
    run "a module that is not there" 1 "" "/nowhere.so" token_key localhost "$server_port" \
        "$pki/chains/client_p256.pem" /nowhere.so p256
    stop_server
    serve_openssl rsa2048_1 -Verify 2 -verify_return_error -CAfile "$pki/certs/client_ca.pem" \
        -client_sigalgs RSA+SHA256
    run "RSA as old servers take it" 0 "the server took the signature" "" token_key localhost \
        "$server_port" "$pki/chains/client_rsa2048.pem" "$module" rsa2048
    stop_server
fi
