#!/usr/bin/env bash
# Runs nginx in the foreground for one test: nginx.sh HOME PORT CHAIN ssl|""
#
# HOME/directives go into the server block; CHAIN.pem and CHAIN.key are its certificate;
# without "ssl" it speaks plain HTTP.
set -euo pipefail
home=$1 port=$2 chain=$3 tls=$4
www=$PWD

facts='cipher=$ssl_cipher curve=$ssl_curve reused=$ssl_session_reused verify=$ssl_client_verify'
facts+=' client=$ssl_client_s_dn alpn=$ssl_alpn_protocol'
cat >"$home/nginx.conf" <<CONFIG
daemon off;
master_process off;
worker_processes 1;
pid "$home/pid";
error_log stderr notice;
events { worker_connections ${BRINE_NGINX_CONNECTIONS:-256}; }
http {
    access_log off;
    default_type text/plain;
    client_body_temp_path "$home/body";
    proxy_temp_path "$home/proxy";
    fastcgi_temp_path "$home/fastcgi";
    uwsgi_temp_path "$home/uwsgi";
    scgi_temp_path "$home/scgi";
    ssl_protocols TLSv1.2;
    server {
        listen 127.0.0.1:$port $tls;
        root "$www";
        ssl_certificate "$chain.pem";
        ssl_certificate_key "$chain.key";
        location = /facts {
            return 200 "$facts\n";
        }
        location = /moved {
            return 302 /hello;
        }
        $(cat "$home/directives")
    }
}
CONFIG
exec "$(PATH=$PATH:/usr/sbin:/sbin command -v nginx)" -p "$home" -c "$home/nginx.conf" -e stderr
