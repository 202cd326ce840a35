# The page that says when to take which program, and the size that can still be copied.

examples=$live/../../examples
for file in "$examples"/*.c; do
    name=${file##*/}
    if grep -qF "]($name)" "$examples/README.md"; then
        pass "$name: examples/README.md says when to take it"
    else
        fail "$name" "examples/README.md does not say when to take it"
    fi
done
