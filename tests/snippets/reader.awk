# Print the part of requirements.txt that NumPy and Matplotlib need: their own entries, and those
# that came "via" an entry already taken.
/^[a-z0-9]/ { name = $1; sub(/==.*/, "", name) }
/^ +# / { parents[name] = parents[name] " " $NF }
name { text[name] = text[name] $0 "\n" }
END {
    taken["numpy"]; taken["matplotlib"]
    do {
        more = 0
        for (name in text) {
            count = split(parents[name], parent)
            for (i = 1; i <= count; i++)
                if (!(name in taken) && parent[i] in taken) { taken[name]; more = 1 }
        }
    } while (more)
    for (name in taken) printf "%s", text[name]
}
