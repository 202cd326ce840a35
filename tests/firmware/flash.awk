# Reads a linker's map and prints the bytes of flash by part: "brine sodium libc program".
/^Linker script and memory map/ { inside = 1 }
!inside { next }
# A section's name may stand on a line of its own.
/^ \.[^ ]+$/ { name = $1; getline; $0 = " " name " " $0 }
/^ (\.text|\.rodata|\.data|\.vectors|\.ARM\.exidx|\.init|\.fini|\.glue)[^ ]* +0x[0-9a-f]+ +0x[0-9a-f]+ / {
    part = "program"
    if ($4 ~ /libbrine\.a/)
        part = "brine"
    else if ($4 ~ /libsodium\.a/)
        part = "sodium"
    else if ($4 ~ /lib(c|gcc|c_nano|nosys|m|g)[^\/]*\.a/)
        part = "libc"
    bytes[part] += hex($3)
}
END { print bytes["brine"] + 0, bytes["sodium"] + 0, bytes["libc"] + 0, bytes["program"] + 0 }

# mawk knows no number in hexadecimal
function hex(text,    i, number) {
    number = 0
    for (i = 3; i <= length(text); i++)
        number = number * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
    return number
}
