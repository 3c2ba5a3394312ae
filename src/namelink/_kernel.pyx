# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
# cython: freethreading_compatible=True, embedsignature=True
"""The compiled kernel: the inner loops of matching and transliteration, each called once or a few times for a query.

But for `NameComparer` it knows bytes and numbers only; `namelink.reference` defines what each function returns, and
`namelink.matching.features` what that class measures, in Python that can be read, and the tests hold them equal. There is
no global state, and the lock of the interpreter is released but in that class, which asks tables of Python.
"""

from cpython.object cimport PyObject
from cpython.ref cimport Py_INCREF, Py_XDECREF
from cpython.tuple cimport PyTuple_GET_ITEM
from libc.math cimport INFINITY, exp, fabs, floor, log, log10, log1p, rint
from libc.stdint cimport INT32_MAX, int16_t, int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.stdlib cimport calloc, free, malloc, qsort
from libc.string cimport memcmp, memcpy, memmove, memset

cimport cython
import numpy as np

cdef extern from *:
    """
    #if defined(__GNUC__)
    #define NAMELINK_PREFETCH(place) __builtin_prefetch(place)
    #else
    #define NAMELINK_PREFETCH(place) ((void)(place))
    #endif
    """
    void prefetch "NAMELINK_PREFETCH"(const void* place) noexcept nogil

cdef enum:
    MOST_ALPHABETS = 4
    WIDEST = 3
    ROOM = 6  # numbers that are put down for each letter of a word
    NEVER = 1000000
    PROBES = 12  # names of a run that are looked up in the time of one search in it
    AHEAD = 24  # names whose places in memory are asked for before they are read

# Hashes

cdef uint64_t SEED = 0xCBF29CE484222325
cdef uint64_t PRIME = 0x100000001B3


cdef inline uint64_t add_byte(uint64_t state, uint8_t byte) noexcept nogil:
    return (state ^ byte) * PRIME


cdef inline uint64_t add(uint64_t state, const uint8_t* bytes, Py_ssize_t count) noexcept nogil:
    cdef Py_ssize_t i
    for i in range(count):
        state = (state ^ bytes[i]) * PRIME
    return state


cdef inline uint64_t mixed(uint64_t state) noexcept nogil:
    state ^= state >> 32
    state *= <uint64_t>0xD6E8FEB86659FD93
    return state ^ (state >> 32)


def hash_strings(strings):
    """Return the hash of each of some strings of bytes: see `namelink.reference.hashing`."""
    cdef list listed = list(strings)
    found = np.empty(len(listed), dtype=np.uint64)
    cdef uint64_t[::1] out = found
    cdef Py_ssize_t place
    cdef bytes string
    for place in range(len(listed)):
        string = listed[place]
        out[place] = mixed(add(SEED, string, len(string)))
    return found


cdef struct Entry:
    uint64_t key
    int32_t value
    int32_t used


cdef class IntegerMap:
    """A map from 64-bit hashes to integers: open addressing, at most half full."""

    cdef Entry* entries
    cdef uint64_t mask

    def __cinit__(self, Py_ssize_t count):
        cdef uint64_t capacity = 16
        while capacity < <uint64_t>(2 * count):
            capacity *= 2
        self.entries = <Entry*>calloc(capacity, sizeof(Entry))
        if self.entries == NULL:
            raise MemoryError
        self.mask = capacity - 1

    def __dealloc__(self):
        free(self.entries)

    cdef void put(self, uint64_t key, int32_t value) noexcept:
        cdef uint64_t place = mixed(key) & self.mask
        while self.entries[place].used and self.entries[place].key != key:
            place = (place + 1) & self.mask
        self.entries[place].key = key
        self.entries[place].value = value
        self.entries[place].used = 1

    cdef inline int32_t get(self, uint64_t key, int32_t default) noexcept nogil:
        cdef uint64_t place = mixed(key) & self.mask
        while self.entries[place].used:
            if self.entries[place].key == key:
                return self.entries[place].value
            place = (place + 1) & self.mask
        return default


# Alignment


cdef inline int32_t smaller(int32_t a, int32_t b) noexcept nogil:
    return a if a < b else b


cdef struct Word:
    const uint8_t* letters
    int32_t length
    int32_t place  # of its alphabet
    int32_t* groups[WIDEST + 1]  # for each width, the number of the group that ends before each place, 0 if none
    int32_t* ends[WIDEST + 1]  # the places where groups of a width end that stand second in any edit
    int32_t counts[WIDEST + 1]


cdef struct NumberedGroup:
    const uint8_t* letters
    int32_t width
    int32_t place  # of its alphabet
    int32_t number


cdef inline uint64_t group_key(int place, const uint8_t* letters, Py_ssize_t width) noexcept nogil:
    """Return one number for a group of letters of an alphabet."""
    cdef uint64_t key = place * (WIDEST + 1) + width
    cdef Py_ssize_t i
    for i in range(width):
        key = key << 8 | letters[i]
    return key


cdef class Aligner:
    """Costs of edits, and alignments by them: see `namelink.reference.alignment.Aligner`."""

    cdef uint8_t places[256]
    cdef int32_t letter_numbers[MOST_ALPHABETS][256]
    cdef Py_ssize_t counts[WIDEST + 1]
    cdef int32_t* longer[WIDEST + 1]
    cdef int32_t* costs_of_groups[WIDEST + 1][WIDEST + 1]
    cdef uint8_t* has_costs[WIDEST + 1][WIDEST + 1]
    cdef uint8_t* stands_second[WIDEST + 1]
    cdef int32_t* deletions
    cdef int32_t* insertions
    cdef IntegerMap learned
    cdef int32_t alphabets

    def __cinit__(self, letters, bytes places, learned, unwritten, int unseen):
        if not len(letters) <= MOST_ALPHABETS or len(places) != 256 or max(places) >= len(letters):
            raise ValueError("the kernel: letters of one to four alphabets, and a place among them for each byte")
        self.alphabets = len(letters)
        memcpy(self.places, <const uint8_t*>places, 256)
        cdef list listed = list(learned)
        cdef Py_ssize_t most = sum(map(len, letters)) + 2 * WIDEST * len(listed)
        cdef IntegerMap numbers = IntegerMap(most)
        cdef NumberedGroup* groups = <NumberedGroup*>malloc((most + 1) * sizeof(NumberedGroup))
        cdef Py_ssize_t count
        try:
            if groups == NULL:
                raise MemoryError
            count = self.number_groups(letters, listed, numbers, groups)
            self.make_room(count, groups, numbers)
            self.put_unlearned(letters, unwritten, unseen, numbers)
            self.put_learned(listed, numbers)
        finally:
            free(groups)

    def __dealloc__(self):
        cdef int p, q
        free(self.deletions)
        free(self.insertions)
        for p in range(WIDEST + 1):
            free(self.longer[p])
            free(self.stands_second[p])
            for q in range(WIDEST + 1):
                free(self.costs_of_groups[p][q])
                free(self.has_costs[p][q])

    cdef Py_ssize_t number_groups(self, letters, list learned, IntegerMap numbers, NumberedGroup* groups) except -1:
        """Give each group of letters a number, from 1, by its width; return how many there are."""
        cdef Py_ssize_t count = 0, i
        cdef int place, row, column
        cdef bytes own, a, b
        for i in range(1, WIDEST + 1):
            self.counts[i] = 1
        for place in range(self.alphabets):
            own = letters[place]
            for i in range(len(own)):
                count = self.number_group(place, <const uint8_t*>own + i, 1, numbers, groups, count)
        for edit in learned:
            row, column, a, b, _ = edit
            if not (0 <= row < self.alphabets and 0 <= column < self.alphabets and len(a) <= WIDEST and len(b) <= WIDEST):
                raise ValueError(f"the kernel: no edit of groups of up to three letters: {a!r}, {b!r}")
            count = self.number_group(row, a, len(a), numbers, groups, count)
            count = self.number_group(column, b, len(b), numbers, groups, count)
        return count

    cdef Py_ssize_t number_group(
        self, int place, const uint8_t* letters, Py_ssize_t length, IntegerMap numbers, NumberedGroup* groups, Py_ssize_t count
    ) noexcept:
        # Beginnings have numbers too: a group is looked up by that of all but its last letter, and that letter.
        cdef Py_ssize_t width
        cdef uint64_t key
        for width in range(1, length + 1):
            key = group_key(place, letters, width)
            if numbers.get(key, 0) == 0:
                groups[count].letters, groups[count].width, groups[count].place = letters, width, place
                groups[count].number = self.counts[width]
                numbers.put(key, self.counts[width])
                self.counts[width] += 1
                count += 1
        return count

    cdef int make_room(self, Py_ssize_t count, const NumberedGroup* groups, IntegerMap numbers) except -1:
        """Make the tables, without costs."""
        cdef int p, q
        cdef Py_ssize_t i, size
        cdef const NumberedGroup* group
        cdef int32_t first, last
        memset(self.letter_numbers, 0, sizeof(self.letter_numbers))
        for p in range(1, WIDEST + 1):
            self.stands_second[p] = <uint8_t*>calloc(self.counts[p], 1)
            if p > 1:
                self.longer[p] = <int32_t*>calloc(self.counts[p - 1] * self.counts[1], sizeof(int32_t))
            if self.stands_second[p] == NULL or (p > 1 and self.longer[p] == NULL):
                raise MemoryError
            for q in range(1, WIDEST + 1):
                size = self.counts[p] * self.counts[q]
                self.costs_of_groups[p][q] = <int32_t*>malloc(size * sizeof(int32_t))
                self.has_costs[p][q] = <uint8_t*>calloc(self.counts[p] * MOST_ALPHABETS, 1)
                if self.costs_of_groups[p][q] == NULL or self.has_costs[p][q] == NULL:
                    raise MemoryError
                for i in range(size):
                    self.costs_of_groups[p][q][i] = NEVER
        for i in range(count):
            group = groups + i
            if group.width == 1:
                self.letter_numbers[group.place][group.letters[0]] = group.number
                continue
            first = numbers.get(group_key(group.place, group.letters, group.width - 1), 0)
            last = numbers.get(group_key(group.place, group.letters + group.width - 1, 1), 0)
            if last:
                self.longer[group.width][first * self.counts[1] + last] = group.number
        return 0

    cdef int put_unlearned(self, letters, unwritten, int unseen, IntegerMap numbers) except -1:
        """Put down the costs of each letter for none, and for each other letter."""
        cdef Py_ssize_t i, j
        cdef int place, other
        cdef int32_t number, cost
        cdef bytes own, others
        self.deletions = <int32_t*>calloc(self.counts[1] * MOST_ALPHABETS, sizeof(int32_t))
        self.insertions = <int32_t*>calloc(self.counts[1] * MOST_ALPHABETS, sizeof(int32_t))
        if self.deletions == NULL or self.insertions == NULL:
            raise MemoryError
        for place in range(self.alphabets):
            own, cost = letters[place], unwritten[place]
            for i in range(len(own)):
                number = self.letter_numbers[place][<uint8_t>own[i]]
                self.stands_second[1][number] = 1
                for other in range(self.alphabets):
                    others = letters[other]
                    self.deletions[number * MOST_ALPHABETS + other] = cost
                    self.insertions[number * MOST_ALPHABETS + other] = cost
                    self.has_costs[1][1][number * MOST_ALPHABETS + other] = len(others) > 0
                    for j in range(len(others)):
                        self.costs_of_groups[1][1][
                            number * self.counts[1] + self.letter_numbers[other][<uint8_t>others[j]]
                        ] = 0 if own[i] == others[j] else unseen
        return 0

    cdef int put_learned(self, list learned, IntegerMap numbers) except -1:
        """Put down the costs that were learned."""
        cdef int row, column
        cdef int32_t cost
        cdef Py_ssize_t p, q, i, j
        cdef bytes a, b
        self.learned = IntegerMap(len(learned))
        for edit in learned:
            row, column, a, b, cost = edit
            p, q = len(a), len(b)
            self.learned.put(edit_key(row, column, a, p, b, q), cost)
            i = numbers.get(group_key(row, a, p), 0)
            j = numbers.get(group_key(column, b, q), 0)
            if p and q:
                self.costs_of_groups[p][q][i * self.counts[q] + j] = cost
                self.has_costs[p][q][i * MOST_ALPHABETS + column] = 1
                self.stands_second[q][j] = 1
            elif p == 1:
                self.deletions[i * MOST_ALPHABETS + column] = cost
            elif q == 1:
                self.insertions[j * MOST_ALPHABETS + row] = cost
        return 0

    cdef int read(self, Word* word, const uint8_t* letters, Py_ssize_t length, int32_t* room) noexcept nogil:
        """Put down a word: its alphabet, and the numbers of its groups, in room for ROOM * (length + 1) numbers."""
        cdef Py_ssize_t i
        cdef int width
        cdef uint8_t highest = 0
        cdef int32_t number
        for i in range(length):
            if letters[i] > highest:
                highest = letters[i]
        word.letters, word.length, word.place = letters, length, self.places[highest]
        for width in range(1, WIDEST + 1):
            word.groups[width] = room + (width - 1) * (length + 1)
            word.groups[width][0] = 0
            word.ends[width] = room + (WIDEST + width - 1) * (length + 1)
            word.counts[width] = 0
        for i in range(1, length + 1):
            number = self.letter_numbers[word.place][letters[i - 1]]
            word.groups[1][i] = number
            word.groups[2][i] = 0
            word.groups[3][i] = 0
            if i >= 2 and number:
                word.groups[2][i] = self.longer[2][word.groups[1][i - 1] * self.counts[1] + number]
                if i >= 3:
                    # The first two letters may begin a group of three without being one.
                    word.groups[3][i] = self.longer[3][word.groups[2][i - 1] * self.counts[1] + number]
            for width in range(1, WIDEST + 1):
                if self.stands_second[width][word.groups[width][i]]:
                    word.ends[width][word.counts[width]] = i
                    word.counts[width] += 1
        return 0

    cdef int32_t align(self, Word* a, Word* b, int32_t limit, int32_t* table) noexcept nogil:
        """Fill the table [letters of a + 1, letters of b + 1] with the costs of beginnings; return that of all.

        There is room for a row more behind it.
        """
        cdef int32_t m = a.length, n = b.length, i, j, k, deletion, value, least
        cdef int32_t stride = n + 1
        cdef int p, q
        cdef int32_t* here
        cdef int32_t* before
        cdef const int32_t* costs
        cdef const int32_t* columns
        cdef int32_t second = 0, third = 0
        cdef int32_t* inserted = table + (m + 1) * stride  # the cost of each letter of the other word
        table[0] = 0
        for j in range(1, n + 1):
            inserted[j] = self.insertions[b.groups[1][j] * MOST_ALPHABETS + a.place]
            table[j] = table[j - 1] + inserted[j]
        for i in range(1, m + 1):
            here = table + i * stride
            before = here - stride
            deletion = self.deletions[a.groups[1][i] * MOST_ALPHABETS + b.place]
            for j in range(n + 1):
                here[j] = before[j] + deletion
            for p in range(1, min(WIDEST, i) + 1):
                if not a.groups[p][i]:
                    continue
                before = table + (i - p) * stride
                for q in range(1, WIDEST + 1):
                    if not self.has_costs[p][q][a.groups[p][i] * MOST_ALPHABETS + b.place]:
                        continue
                    costs = self.costs_of_groups[p][q] + a.groups[p][i] * self.counts[q]
                    columns = b.groups[q]
                    for k in range(b.counts[q]):
                        j = b.ends[q][k]
                        here[j] = smaller(here[j], before[j - q] + costs[columns[j]])
            least = value = here[0]
            for j in range(1, n + 1):
                value = smaller(here[j], value + inserted[j])
                here[j] = value
                least = smaller(least, value)
            # A way to the end passes one of any three rows, for no group is wider.
            if least >= limit and second >= limit and third >= limit:
                return limit
            third, second = second, least
        return min(table[m * stride + n], limit)

    cdef int32_t cost_of(self, Word* a, int32_t i, int p, Word* b, int32_t j, int q) noexcept nogil:
        """Return the cost of the groups of some widths that end at some places."""
        if p == 0:
            return self.insertions[b.groups[1][j] * MOST_ALPHABETS + a.place]
        if q == 0:
            return self.deletions[a.groups[1][i] * MOST_ALPHABETS + b.place]
        if not a.groups[p][i] or not b.groups[q][j]:
            return NEVER
        return self.costs_of_groups[p][q][a.groups[p][i] * self.counts[q] + b.groups[q][j]]

    cdef int path(self, Word* a, Word* b, const int32_t* table, uint8_t* widths) noexcept nogil:
        """Put down the widths of the groups of each edit, the last first; return how many edits there are."""
        cdef int32_t i = a.length, j = b.length, before, stride = b.length + 1
        cdef int count = 0, step, p, q
        cdef bint found
        while i or j:
            found = False
            for step in range(11):
                p, q = STEPS[step][0], STEPS[step][1]
                if p > i or q > j:
                    continue
                before = table[(i - p) * stride + j - q]
                if before + self.cost_of(a, i, p, b, j, q) == table[i * stride + j]:
                    widths[2 * count], widths[2 * count + 1] = p, q
                    count += 1
                    i, j = i - p, j - q
                    found = True
                    break
            if not found:
                return -1
        return count

    def matrix(self, words, others):
        """Return the cost of each of some words for each of some others: [words, others], 32-bit."""
        cdef list rows = list(words), columns = list(others)
        cdef Py_ssize_t longest_row = max(map(len, rows), default=0), longest = max(map(len, columns), default=0)
        cdef Py_ssize_t letters = sum(map(len, columns)), count = len(columns), i, j
        found = np.empty((len(rows), count), dtype=np.int32)
        cdef int32_t[:, ::1] out = found
        cdef bytes word
        cdef Word a
        cdef Word* others_read = <Word*>malloc((count + 1) * sizeof(Word))
        cdef int32_t* room = <int32_t*>malloc((ROOM * (letters + count + longest_row + 1) + 1) * sizeof(int32_t))
        cdef int32_t* table = <int32_t*>malloc((longest_row + 2) * (longest + 1) * sizeof(int32_t))
        cdef int32_t* free_room = room
        try:
            if others_read == NULL or room == NULL or table == NULL:
                raise MemoryError
            for j in range(count):
                word = columns[j]
                self.read(&others_read[j], word, len(word), free_room)
                free_room += ROOM * (len(word) + 1)
            for i in range(len(rows)):
                word = rows[i]
                self.read(&a, word, len(word), free_room)
                with nogil:
                    for j in range(count):
                        out[i, j] = self.align(&a, &others_read[j], INT32_MAX, table)
        finally:
            free(others_read)
            free(room)
            free(table)
        return found

    def costs_of_names(
        self, bytes word, const uint8_t[::1] letters, const uint32_t[::1] bounds, const uint32_t[::1] numbers,
        int longest, int limit
    ):
        """Return the cost of a word for each of some names of an index, up to a limit, and the letters of each."""
        cdef Py_ssize_t count = numbers.shape[0], place, begin, end, i
        cdef Py_ssize_t names = bounds.shape[0] - 1, total = letters.shape[0], length = len(word)
        costs, lengths = np.empty(count, dtype=np.int32), np.empty(count, dtype=np.int32)
        cdef int32_t[::1] out = costs, out_lengths = lengths
        cdef Word a, b
        cdef const uint8_t* own = word
        cdef int32_t own_length
        if longest < 1:
            raise ValueError("the kernel: the longest name has a letter or more")
        cdef int32_t* room = <int32_t*>malloc(ROOM * (length + longest + 2) * sizeof(int32_t))
        cdef int32_t* table = <int32_t*>malloc((length + 2) * (longest + 1) * sizeof(int32_t))
        cdef bint outside = False
        try:
            if room == NULL or table == NULL:
                raise MemoryError
            with nogil:
                self.read(&a, own, length, room)
                for place in range(count):
                    if <Py_ssize_t>numbers[place] >= names:
                        outside = True
                        break
                    begin, end = bounds[numbers[place]], bounds[numbers[place] + 1]
                    if begin > end or end > total:
                        outside = True
                        break
                    end = min(end, begin + longest)
                    own_length = 0
                    for i in range(begin, end):
                        own_length += letters[i] > 32
                    out_lengths[place] = own_length
                    if begin == end:
                        self.read(&b, own, 0, room + ROOM * (length + 1))
                    else:
                        self.read(&b, &letters[begin], end - begin, room + ROOM * (length + 1))
                    out[place] = self.align(&a, &b, limit * max(own_length, <int32_t>length), table)
        finally:
            free(room)
            free(table)
        if outside:
            raise IndexError("the kernel: the index has no such name, or its letters are damaged")
        return costs, lengths

    def cost(self, bytes a, bytes b):
        """Return the cost of one word for another."""
        cdef Py_ssize_t m = len(a), n = len(b)
        cdef int32_t* room = <int32_t*>malloc((ROOM * (m + n + 2)) * sizeof(int32_t))
        cdef int32_t* table = <int32_t*>malloc((m + 2) * (n + 1) * sizeof(int32_t))
        cdef Word first, second
        cdef const uint8_t* letters_a = a
        cdef const uint8_t* letters_b = b
        cdef int32_t found
        try:
            if room == NULL or table == NULL:
                raise MemoryError
            with nogil:
                self.read(&first, letters_a, m, room)
                self.read(&second, letters_b, n, room + ROOM * (m + 1))
                found = self.align(&first, &second, INT32_MAX, table)
            return found
        finally:
            free(room)
            free(table)

    def place(self, bytes word):
        """Return the place of the alphabet of a word: that of its highest letter."""
        return self.places[max(word, default=0)]

    def edits(self, bytes a, bytes b):
        """Return the edits that make one word of another, equal letters included, in order."""
        cdef Py_ssize_t m = len(a), n = len(b)
        cdef int32_t* room = <int32_t*>malloc((ROOM * (m + n + 2)) * sizeof(int32_t))
        cdef int32_t* table = <int32_t*>malloc((m + 2) * (n + 1) * sizeof(int32_t))
        cdef uint8_t* widths = <uint8_t*>malloc(2 * (m + n) + 1)
        cdef Word first, second
        cdef int count, k
        cdef Py_ssize_t i = 0, j = 0
        try:
            if room == NULL or table == NULL or widths == NULL:
                raise MemoryError
            self.read(&first, a, m, room)
            self.read(&second, b, n, room + ROOM * (m + 1))
            with nogil:
                self.align(&first, &second, INT32_MAX, table)
                count = self.path(&first, &second, table, widths)
            if count < 0:
                raise AssertionError(f"no way from {a!r} to {b!r}")
            found = []
            for k in range(count - 1, -1, -1):
                found.append((a[i:i + widths[2 * k]], b[j:j + widths[2 * k + 1]]))
                i += widths[2 * k]
                j += widths[2 * k + 1]
            return found
        finally:
            free(room)
            free(table)
            free(widths)


cdef uint8_t[11][2] STEPS = [
    [1, 1], [1, 2], [2, 1], [2, 2], [1, 3], [3, 1], [2, 3], [3, 2], [3, 3], [1, 0], [0, 1]
]


cdef inline uint64_t edit_key(
    int row, int column, const uint8_t* a, Py_ssize_t p, const uint8_t* b, Py_ssize_t q
) noexcept nogil:
    """Return one number for an edit: its alphabets, widths and letters."""
    cdef uint64_t key = (((row * MOST_ALPHABETS + column) * 4 + p) * 4 + q)
    cdef Py_ssize_t i
    for i in range(p):
        key = key << 8 | a[i]
    for i in range(q):
        key = key << 8 | b[i]
    return key


# Word model


cdef struct Group:
    const uint8_t* letters
    int32_t count


cdef struct EditOf:
    Group a
    Group b
    Group first  # the name of an edit: one side, or both in the order they sort in
    Group second


cdef class WordWeights:
    """Weights of the features of alignments: see `namelink.reference.word_model.WordWeights`."""

    cdef Aligner aligner
    cdef uint8_t is_weak[256]
    cdef IntegerMap weights
    cdef int32_t unusual

    def __cinit__(self, Aligner aligner not None, bytes weak, int unusual, bytes table):
        cdef const uint8_t* line = table
        cdef const uint8_t* end = line + len(table)
        cdef Py_ssize_t length, tab
        self.aligner, self.unusual = aligner, unusual
        memset(self.is_weak, 0, 256)
        for letter in weak:
            self.is_weak[letter] = 1
        self.weights = IntegerMap(table.count(b"\n") + 1)
        while line < end:
            length = tab = 0
            while line + length < end and line[length] != 10:
                if line[length] == 9:
                    tab = length
                length += 1
            if tab and line[0] != 35:  # a line that begins with # is a comment
                self.weights.put(add(SEED, line, tab), hundredths(line + tab + 1, length - tab - 1))
            line += length + 1

    def log_odds(self, bytes a, bytes b, int attestation):
        """Return the log-odds of two words, in no bounds."""
        cdef Aligner aligner = self.aligner
        cdef Py_ssize_t m = len(a), n = len(b)
        cdef IntegerMap own = self.weights
        cdef Word first, second
        cdef int count
        cdef int32_t cost
        cdef double found = 0
        cdef int32_t* room = <int32_t*>malloc(ROOM * (m + n + 2) * sizeof(int32_t))
        cdef int32_t* table = <int32_t*>malloc((m + 2) * (n + 1) * sizeof(int32_t))
        cdef uint8_t* widths = <uint8_t*>malloc(2 * (m + n) + 1)
        cdef EditOf* edits = <EditOf*>malloc((m + n + 1) * sizeof(EditOf))
        try:
            if room == NULL or table == NULL or widths == NULL or edits == NULL:
                raise MemoryError
            aligner.read(&first, a, m, room)
            aligner.read(&second, b, n, room + ROOM * (m + 1))
            with nogil:
                cost = aligner.align(&first, &second, INT32_MAX, table)
                count = aligner.path(&first, &second, table, widths)
                if count > 0:
                    lay_out(&first, &second, widths, count, edits)
                    if first.place == second.place:
                        found = self.of_one_alphabet(own, edits, count, cost, attestation)
                    else:
                        found = self.of_two_alphabets(own, edits, count, cost, attestation, first.place, second.place)
            if count <= 0:
                raise AssertionError(f"no way from {a!r} to {b!r}")
            return found
        finally:
            free(room)
            free(table)
            free(widths)
            free(edits)

    cdef double of_one_alphabet(
        self, IntegerMap own, const EditOf* edits, int total, int32_t cost, int attestation
    ) noexcept nogil:
        cdef int64_t weight = attested_weight(own, attestation)
        cdef uint64_t start = SEED, state, state_before
        cdef int i, changed = 0, consonants = 0, letters_a = 0, letters_b = 0
        if changed_letters(edits, total) > 1:
            weight += own.get(add(SEED, b"several", 7), 0)
            start = add(SEED, b"2 ", 2)
        for i in range(total):
            letters_a += edits[i].a.count > 0
            letters_b += edits[i].b.count > 0
            if differs(&edits[i]):
                changed += 1
                consonants += not (self.all_weak(&edits[i].a) and self.all_weak(&edits[i].b))
        weight += <int64_t>own.get(add(start, b"differences", 11), 0) * changed
        weight += own.get(add_digit(add(start, b"differences ", 12), min(changed, 4)), 0)
        weight += <int64_t>own.get(add(start, b"consonants", 10), 0) * consonants
        state = add_digit(add(start, b"shortest ", 9), min(8, min(letters_a, letters_b)))
        weight += own.get(state, 0)
        for i in range(total):
            if differs(&edits[i]):
                weight += self.of_change(own, start, edits, i, total)
        return (
            <double>(weight + own.get(add(SEED, b"bias", 4), 0)) / 100
            + <double>own.get(add(start, b"cost", 4), 0) / 100 * (<double>cost / 1000)
            + <double>own.get(add(start, b"share", 5), 0) / 100 * (<double>changed / total)
            + <double>own.get(add(start, b"length", 6), 0) / 100 * (<double>total / 10)
        )

    cdef int64_t of_change(
        self, IntegerMap own, uint64_t start, const EditOf* edits, int i, int total
    ) noexcept nogil:
        """Return the weights of the features of one edit that differs."""
        cdef uint64_t name = add_name(start, edits, i, total), state
        cdef int64_t weight = own.get(name, 0)
        state = add_byte(name, b"@")
        state = add(state, b"first", 5) if i == 0 else add(state, b"last", 4) if i == total - 1 else add(state, b"inner", 5)
        weight += own.get(state, 0)
        weight += own.get(add_name(add_byte(name, b"<"), edits, i - 1, total), 0)
        weight += own.get(add_name(add_byte(name, b">"), edits, i + 1, total), 0)
        state = add_byte(add_name(add_byte(add_name(start, edits, i - 1, total), b"<"), edits, i, total), b">")
        weight += own.get(add_name(state, edits, i + 1, total), 0)
        state = add_byte(add_byte(name, b"="), self.class_of(edits, i - 1, total))
        weight += own.get(add_byte(state, self.class_of(edits, i + 1, total)), 0)
        weight += own.get(add_digit(add_byte(name, b"="), min(total, 7)), 0)
        state = add_name(add_name(start, edits, i - 2, total), edits, i - 1, total)
        weight += own.get(add_name(add_byte(state, b"<"), edits, i, total), 0)
        state = add_name(add_byte(name, b">"), edits, i + 1, total)
        weight += own.get(add_name(state, edits, i + 2, total), 0)
        if i + 1 < total and differs(&edits[i + 1]):
            weight += own.get(add_name(add_byte(name, b"+"), edits, i + 1, total), 0)
        return weight

    cdef double of_two_alphabets(
        self, IntegerMap own, const EditOf* edits, int total, int32_t cost, int attestation, int row, int column
    ) noexcept nogil:
        cdef int64_t weight = attested_weight(own, attestation)
        cdef uint64_t state, name
        cdef int i, letters = 0, others = 0
        cdef int32_t known
        cdef double far = min(<double>cost / 1000, 1.5)
        cdef EditOf edge_before, edge_after
        cdef const EditOf* before
        cdef const EditOf* after
        edge_before.a.letters = edge_before.b.letters = b"^"
        edge_after.a.letters = edge_after.b.letters = b"$"
        edge_before.a.count = edge_before.b.count = edge_after.a.count = edge_after.b.count = 1
        for i in range(total):
            letters += edits[i].a.count
            others += edits[i].b.count
        weight += own.get(add_digit(add(SEED, b"edits ", 6), min(total, 7)), 0)
        weight += own.get(add_digit(add(SEED, b"letters ", 8), min(letters, 9)), 0)
        weight += own.get(add_digit(add(SEED, b"longer ", 7), max(-3, min(4, others - letters))), 0)
        for i in range(total):
            before = &edits[i - 1] if i else &edge_before
            after = &edits[i + 1] if i + 1 < total else &edge_after
            known = self.aligner.learned.get(
                edit_key(row, column, edits[i].a.letters, edits[i].a.count, edits[i].b.letters, edits[i].b.count), -1
            )
            if known < 0 or known > self.unusual:
                weight += own.get(add(SEED, b"unusual", 7), 0)
            if known < 0:
                weight += own.get(add(SEED, b"unseen", 6), 0)
                continue
            name = add_group(add_byte(add_group(SEED, &edits[i].a), b":"), &edits[i].b)
            state = name
            if i == 0:
                state = add(name, b"@first", 6)
            elif i == total - 1:
                state = add(name, b"@last", 5)
            weight += own.get(state, 0)
            state = add_byte(add_last(SEED, &before.b), b"<")
            state = add_group(add_byte(add_group(state, &edits[i].a), b":"), &edits[i].b)
            weight += own.get(add_first(add_byte(state, b">"), &after.b), 0)
            weight += own.get(add_last(add_byte(name, b"<"), &before.b), 0)
            weight += own.get(add_first(add_byte(name, b">"), &after.b), 0)
            weight += own.get(add_last(add_byte(name, b"<"), &before.a), 0)
            weight += own.get(add_first(add_byte(name, b">"), &after.a), 0)
        return (
            <double>(weight + own.get(add(SEED, b"bias", 4), 0)) / 100
            + <double>own.get(add(SEED, b"cost", 4), 0) / 100 * (<double>cost / 1000)
            + <double>own.get(add(SEED, b"far", 3), 0) / 100 * (far * far)
            + <double>own.get(add(SEED, b"share", 5), 0) / 100 * (<double>cost / 100 / total)
        )

    cdef inline bint all_weak(self, const Group* group) noexcept nogil:
        cdef int32_t i
        for i in range(group.count):
            if not self.is_weak[group.letters[i]]:
                return False
        return True

    cdef inline uint8_t class_of(self, const EditOf* edits, int i, int total) noexcept nogil:
        if i < 0:
            return b"^"
        if i >= total:
            return b"$"
        return b"v" if self.is_weak[edits[i].first.letters[0]] else b"c"


cdef int32_t hundredths(const uint8_t* digits, Py_ssize_t count) noexcept nogil:
    """Return a number with two decimals, such as -0.54, in hundredths."""
    cdef int32_t found = 0
    cdef Py_ssize_t i
    for i in range(count):
        if 48 <= digits[i] <= 57:
            found = 10 * found + digits[i] - 48
    return -found if count and digits[0] == 45 else found


cdef int lay_out(Word* a, Word* b, const uint8_t* widths, int count, EditOf* edits) noexcept nogil:
    """Put down the edits of a path, in order, each with its name."""
    cdef int k
    cdef int32_t i = 0, j = 0
    cdef EditOf* edit
    for k in range(count):
        edit = &edits[k]
        edit.a.letters, edit.a.count = a.letters + i, widths[2 * (count - 1 - k)]
        edit.b.letters, edit.b.count = b.letters + j, widths[2 * (count - 1 - k) + 1]
        i += edit.a.count
        j += edit.b.count
        edit.first, edit.second = edit.a, edit.b
        if not differs(edit):
            edit.second.count = 0
            continue
        if not edit.first.count:
            edit.first.letters, edit.first.count = b"-", 1
        if not edit.second.count:
            edit.second.letters, edit.second.count = b"-", 1
        if is_after(&edit.first, &edit.second):
            edit.first, edit.second = edit.second, edit.first
    return 0


cdef inline bint differs(const EditOf* edit) noexcept nogil:
    cdef int32_t i
    if edit.a.count != edit.b.count:
        return True
    for i in range(edit.a.count):
        if edit.a.letters[i] != edit.b.letters[i]:
            return True
    return False


cdef inline bint is_after(const Group* a, const Group* b) noexcept nogil:
    cdef int32_t i
    for i in range(min(a.count, b.count)):
        if a.letters[i] != b.letters[i]:
            return a.letters[i] > b.letters[i]
    return a.count > b.count


cdef int changed_letters(const EditOf* edits, int total) noexcept nogil:
    """Return how many letters were changed, added or left out, in each run of edits that differ."""
    cdef int changed = 0, left = 0, added = 0, i
    for i in range(total):
        if differs(&edits[i]):
            left += edits[i].a.count
            added += edits[i].b.count
        else:
            changed += max(left, added)
            left = added = 0
    return changed + max(left, added)


cdef inline int64_t attested_weight(IntegerMap own, int attestation) noexcept nogil:
    if attestation > 0:
        return own.get(add(SEED, b"attested one", 12), 0)
    return own.get(add(SEED, b"attested two", 12), 0) if attestation else 0


cdef inline uint64_t add_group(uint64_t state, const Group* group) noexcept nogil:
    return add(state, group.letters, group.count)


cdef inline uint64_t add_last(uint64_t state, const Group* group) noexcept nogil:
    return add_byte(state, group.letters[group.count - 1]) if group.count else state


cdef inline uint64_t add_first(uint64_t state, const Group* group) noexcept nogil:
    return add_byte(state, group.letters[0]) if group.count else state


cdef inline uint64_t add_digit(uint64_t state, int digit) noexcept nogil:
    if digit < 0:
        state = add_byte(state, b"-")
        digit = -digit
    return add_byte(state, 48 + digit)


cdef inline uint64_t add_name(uint64_t state, const EditOf* edits, int i, int total) noexcept nogil:
    if i < 0:
        return add_byte(state, b"^")
    if i >= total:
        return add_byte(state, b"$")
    return add_group(add_group(state, &edits[i].first), &edits[i].second)


include "_kernel_names.pxi"
include "_kernel_parser.pxi"


# Phonetic keys


def near_keys(bytes key, bytes alphabet, const uint64_t[::1] hashes, const uint32_t[::1] numbers, const uint32_t[::1] starts):
    """Return the numbers of the keys one edit from a key, sorted: see `namelink.reference.key_table.near_keys`."""
    cdef Py_ssize_t n = len(key), i, k
    cdef set found = set()
    cdef int64_t number
    cdef const uint8_t* own = key
    cdef uint64_t before
    for i in range(n + 1):
        before = add(SEED, own, i)
        if i < n and n >= 3:
            number = look_up(mixed(add(before, own + i + 1, n - i - 1)), hashes, numbers, starts)
            if number >= 0:
                found.add(number)
        for k in range(len(alphabet) if n >= 2 else 0):
            if i < n and n >= 3 and alphabet[k] != own[i]:
                number = look_up(
                    mixed(add(add_byte(before, alphabet[k]), own + i + 1, n - i - 1)), hashes, numbers, starts
                )
                if number >= 0:
                    found.add(number)
            number = look_up(mixed(add(add_byte(before, alphabet[k]), own + i, n - i)), hashes, numbers, starts)
            if number >= 0:
                found.add(number)
    return sorted(found)


cdef inline int64_t look_up(
    uint64_t hash, const uint64_t[::1] hashes, const uint32_t[::1] numbers, const uint32_t[::1] starts
) noexcept nogil:
    cdef Py_ssize_t buckets = starts.shape[0] - 1, i, end
    cdef int shift = 64
    if buckets < 1:
        return -1  # of a damaged index
    while buckets > 1:
        buckets >>= 1
        shift -= 1
    cdef Py_ssize_t bucket = <Py_ssize_t>(hash >> shift) if shift < 64 else 0
    i, end = starts[bucket], min(<Py_ssize_t>starts[bucket + 1], hashes.shape[0], numbers.shape[0])
    while i < end:
        if hashes[i] == hash:
            return numbers[i]
        i += 1
    return -1


# Posting lists


cdef struct Proposal:
    double place
    double gain
    float weight
    uint32_t name
    uint32_t length


cdef struct Key:
    double idf
    int64_t begin
    int64_t size
    int64_t number
    int32_t exact


cdef int by_idf(const void* a, const void* b) noexcept nogil:
    cdef const Key* x = <const Key*>a
    cdef const Key* y = <const Key*>b
    if x.idf != y.idf:
        return -1 if x.idf > y.idf else 1
    return (x.number > y.number) - (x.number < y.number)


cdef int by_place(const void* a, const void* b) noexcept nogil:
    cdef const Proposal* x = <const Proposal*>a
    cdef const Proposal* y = <const Proposal*>b
    if x.place != y.place:
        return -1 if x.place < y.place else 1
    if x.weight != y.weight:
        return -1 if x.weight > y.weight else 1
    return (x.name > y.name) - (x.name < y.name)


cdef struct Slot:
    uint32_t name  # plus one; 0 is free
    uint32_t place  # the letters of the name, or where it stands among proposals
    double gain


cdef Py_ssize_t keep(Proposal* proposals, Py_ssize_t count, double edge) noexcept nogil:
    """Keep the proposals whose place is no farther than an edge; return how many they are."""
    cdef Py_ssize_t i, kept = 0
    for i in range(count):
        if proposals[i].place <= edge:
            proposals[kept] = proposals[i]
            kept += 1
    return kept


cdef double nth(double* values, Py_ssize_t count, Py_ssize_t n) noexcept nogil:
    """Return the value that would stand at a place if values were sorted; their order changes."""
    cdef Py_ssize_t low = 0, high = count - 1, i, j
    cdef double pivot, kept
    while low < high:
        pivot = values[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while values[i] < pivot:
                i += 1
            while values[j] > pivot:
                j -= 1
            if i <= j:
                kept = values[i]
                values[i] = values[j]
                values[j] = kept
                i += 1
                j -= 1
        if n <= j:
            high = j
        elif n >= i:
            low = i
        else:
            break
    return values[n]


cdef bint holds(const uint32_t* run, int64_t size, uint32_t name) noexcept nogil:
    cdef int64_t low = 0, high = size, middle
    while low < high:
        middle = (low + high) // 2
        if run[middle] < name:
            low = middle + 1
        else:
            high = middle
    return low < size and run[low] == name


cdef inline double place_of(double gain, double best, int64_t length, int64_t letters) noexcept nogil:
    cdef int64_t away = length - letters if length > letters else letters - length
    return <double>away / <double>max(length, letters) - gain / best


cdef class PostingLists:
    """The postings of one index: see `namelink.reference.postings.PostingLists`."""

    cdef const uint32_t[::1] values
    cdef const uint32_t[::1] ends
    cdef const uint32_t[::1] bounds
    cdef const uint32_t[::1] entities
    cdef const float[:] weights
    cdef bint single

    def __cinit__(self, values, ends, bounds, entities, weights):
        self.values, self.ends, self.bounds, self.entities, self.weights = values, ends, bounds, entities, weights
        self.single = not self.ends.shape[0]

    cdef int find(self, int64_t number, Key* key) noexcept nogil:
        """Put down where the run of a key is; return 0 where the index has none, or is damaged."""
        if self.single:
            key.begin, key.size = number, 1
        else:
            if number < 0 or number >= self.ends.shape[0]:
                return 0
            key.begin = self.ends[number - 1] if number else 0
            key.size = <int64_t>self.ends[number] - key.begin
        return key.begin >= 0 and key.size > 0 and key.begin + key.size <= self.values.shape[0]

    def propose(
        self, const int64_t[::1] numbers, const double[::1] gains, int64_t letters, int64_t postings,
        int64_t postings_per_key, int64_t most
    ):
        """Return the names that some keys propose, the IDF each gains, and the weight of its entity, the best first."""
        cdef Py_ssize_t count = min(numbers.shape[0], gains.shape[0]), found = 0, taken = 0, frequent = 0, total = 0
        cdef Py_ssize_t i, kept = 0, names = self.entities.shape[0]
        cdef uint64_t capacity = 64, slot
        cdef int64_t left = postings, k
        cdef uint32_t name
        cdef double best = 0, reach = 0, edge
        cdef Key* keys = <Key*>malloc((2 * count + 1) * sizeof(Key))
        cdef Slot* slots = NULL
        cdef Proposal* proposals = NULL
        cdef double* places = NULL
        cdef Key* rare
        cdef bint damaged = False
        if keys == NULL:
            raise MemoryError
        try:
            if letters < 1 or most < 1:
                raise ValueError("the kernel: a query has a letter or more, and one name or more is wanted")
            with nogil:
                for i in range(count):
                    if self.find(numbers[i], &keys[found]):
                        keys[found].number = numbers[i]
                        keys[found].exact = gains[i] == 1.0
                        keys[found].idf = gains[i] * log(1 + <double>names / <double>keys[found].size)
                        found += 1
                qsort(keys, found, sizeof(Key), by_idf)
                rare = keys + count  # those that propose names, and in front of them those that only add
                for i in range(found):
                    if not taken or keys[i].size <= left:
                        left -= keys[i].size
                        rare[taken] = keys[i]
                        rare[taken].size = min(keys[i].size, postings_per_key)
                        total += rare[taken].size
                        taken += 1
                    elif keys[i].exact:
                        keys[frequent] = keys[i]
                        frequent += 1
                while capacity < <uint64_t>(2 * total):
                    capacity *= 2
                slots = <Slot*>calloc(capacity, sizeof(Slot))
                proposals = <Proposal*>malloc((total + 1) * sizeof(Proposal))
                places = <double*>malloc((total + 1) * sizeof(double))
            if slots == NULL or proposals == NULL or places == NULL:
                raise MemoryError
            with nogil:
                for i in range(taken):
                    for k in range(rare[i].begin, rare[i].begin + rare[i].size):
                        if k + AHEAD < rare[i].begin + rare[i].size:
                            name = self.values[k + AHEAD]
                            prefetch(&slots[mixed(name) & (capacity - 1)])
                            if <Py_ssize_t>name < self.bounds.shape[0]:
                                prefetch(&self.bounds[name])
                        name = self.values[k]
                        if <Py_ssize_t>name >= names or <Py_ssize_t>name + 1 >= self.bounds.shape[0]:
                            damaged = True
                            continue
                        slot = mixed(name) & (capacity - 1)
                        while slots[slot].name and slots[slot].name != name + 1:
                            slot = (slot + 1) & (capacity - 1)
                        if not slots[slot].name:
                            # Read here, where names come in order, it costs a fraction of what it does later.
                            slots[slot].name, slots[slot].place = name + 1, self.bounds[name + 1] - self.bounds[name]
                        slots[slot].gain += rare[i].idf
                        if slots[slot].gain > best:
                            best = slots[slot].gain
                for i in range(frequent):
                    reach += keys[i].idf
                found = 0
                for slot in range(capacity):
                    if slots[slot].name:
                        places[found] = place_of(slots[slot].gain, best, slots[slot].place, letters)
                        proposals[found].place = places[found]
                        proposals[found].gain = slots[slot].gain
                        proposals[found].name = slots[slot].name - 1
                        proposals[found].length = slots[slot].place
                        found += 1
                # The frequent keys can move no name further than by all their IDF.
                edge = nth(places, found, most) + reach / best + 1e-9 if found > most else INFINITY
                kept = keep(proposals, found, edge)
                for i in range(frequent):
                    self.add_frequent(&keys[i], proposals, kept, slots, capacity)
                for i in range(kept):
                    places[i] = proposals[i].place = place_of(proposals[i].gain, best, proposals[i].length, letters)
                kept = keep(proposals, kept, nth(places, kept, most) if kept > most else INFINITY)
                for i in range(kept):
                    proposals[i].weight = 0
                    if <Py_ssize_t>self.entities[proposals[i].name] < self.weights.shape[0]:
                        proposals[i].weight = self.weights[self.entities[proposals[i].name]]
                qsort(proposals, kept, sizeof(Proposal), by_place)
                kept = min(kept, most)
            if damaged:
                raise IndexError("the kernel: the index is damaged: a key has a name that there is not")
            out_names, out_gains = np.empty(kept, dtype=np.uint32), np.empty(kept, dtype=np.float64)
            out_weights = np.empty(kept, dtype=np.float32)
            self.write(proposals, kept, out_names, out_gains, out_weights)
            return out_names, out_gains, out_weights
        finally:
            free(keys)
            free(slots)
            free(proposals)
            free(places)

    cdef int add_frequent(
        self, const Key* key, Proposal* proposals, Py_ssize_t count, Slot* slots, uint64_t capacity
    ) noexcept nogil:
        """Add the IDF of a key to those of some names that have it, by way of whichever is fewer."""
        cdef Py_ssize_t i
        cdef int64_t k
        cdef uint64_t slot
        cdef uint32_t name
        if key.size > PROBES * count:
            for i in range(count):
                if holds(&self.values[key.begin], key.size, proposals[i].name):
                    proposals[i].gain += key.idf
            return 0
        memset(slots, 0, capacity * sizeof(Slot))
        for i in range(count):
            slot = mixed(proposals[i].name) & (capacity - 1)
            while slots[slot].name:
                slot = (slot + 1) & (capacity - 1)
            slots[slot].name, slots[slot].place = proposals[i].name + 1, i
        for k in range(key.begin, key.begin + key.size):
            name = self.values[k]
            slot = mixed(name) & (capacity - 1)
            while slots[slot].name and slots[slot].name != name + 1:
                slot = (slot + 1) & (capacity - 1)
            if slots[slot].name:
                proposals[slots[slot].place].gain += key.idf
        return 0

    cdef int write(
        self, const Proposal* proposals, Py_ssize_t count, uint32_t[::1] names, double[::1] gains, float[::1] weights
    ) except -1:
        cdef Py_ssize_t i
        for i in range(count):
            names[i], gains[i], weights[i] = proposals[i].name, proposals[i].gain, proposals[i].weight
        return 0


# Beam search over networks of whole numbers

cdef extern from *:
    """
    #include <math.h>
    #include <stddef.h>
    #include <stdint.h>

    #define NL_LANES 64 /* outputs that are added up at once; the columns of weights are a multiple of it */

    #if defined(__x86_64__) || defined(_M_X64)
    #include <immintrin.h>

    /* Adds to each sum the products of pairs of values with their weights, which lie in pairs as well. */
    static void nl_add_pairs_sse2(int32_t* sums, const int16_t* weights, const int32_t* values, const int32_t* pairs,
                                  ptrdiff_t count, ptrdiff_t columns) {
        for (ptrdiff_t from = 0; from < columns; from += 32) {
            __m128i acc[8];
            for (int k = 0; k < 8; k++) acc[k] = _mm_setzero_si128();
            for (ptrdiff_t i = 0; i < count; i++) {
                const __m128i pair = _mm_set1_epi32(values[i]);
                const int16_t* row = weights + 2 * ((ptrdiff_t)pairs[i] * columns + from);
                for (int k = 0; k < 8; k++)
                    acc[k] = _mm_add_epi32(acc[k],
                                           _mm_madd_epi16(pair, _mm_loadu_si128((const __m128i*)(row + 8 * k))));
            }
            for (int k = 0; k < 8; k++) _mm_storeu_si128((__m128i*)(sums + from + 4 * k), acc[k]);
        }
    }

    static int32_t nl_dot_sse2(const int16_t* a, const int16_t* b, ptrdiff_t count) {
        __m128i acc = _mm_setzero_si128();
        int32_t lanes[4];
        for (ptrdiff_t i = 0; i < count; i += 8)
            acc = _mm_add_epi32(acc, _mm_madd_epi16(_mm_loadu_si128((const __m128i*)(a + i)),
                                                    _mm_loadu_si128((const __m128i*)(b + i))));
        _mm_storeu_si128((__m128i*)lanes, acc);
        return lanes[0] + lanes[1] + lanes[2] + lanes[3];
    }

    #if defined(__GNUC__)
    __attribute__((target("avx2")))
    static void nl_add_pairs_avx2(int32_t* sums, const int16_t* weights, const int32_t* values, const int32_t* pairs,
                                  ptrdiff_t count, ptrdiff_t columns) {
        for (ptrdiff_t from = 0; from < columns; from += NL_LANES) {
            __m256i acc[8];
            for (int k = 0; k < 8; k++) acc[k] = _mm256_setzero_si256();
            for (ptrdiff_t i = 0; i < count; i++) {
                const __m256i pair = _mm256_set1_epi32(values[i]);
                const int16_t* row = weights + 2 * ((ptrdiff_t)pairs[i] * columns + from);
                for (int k = 0; k < 8; k++)
                    acc[k] = _mm256_add_epi32(
                        acc[k], _mm256_madd_epi16(pair, _mm256_loadu_si256((const __m256i*)(row + 16 * k))));
            }
            for (int k = 0; k < 8; k++) _mm256_storeu_si256((__m256i*)(sums + from + 8 * k), acc[k]);
        }
    }

    __attribute__((target("avx2")))
    static int32_t nl_dot_avx2(const int16_t* a, const int16_t* b, ptrdiff_t count) {
        __m256i acc = _mm256_setzero_si256();
        int32_t lanes[8];
        for (ptrdiff_t i = 0; i < count; i += 16)
            acc = _mm256_add_epi32(acc, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i*)(a + i)),
                                                          _mm256_loadu_si256((const __m256i*)(b + i))));
        _mm256_storeu_si256((__m256i*)lanes, acc);
        return lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7];
    }
    #define NL_WIDE __builtin_cpu_supports("avx2")
    #else
    #define NL_WIDE 0
    #define nl_add_pairs_avx2 nl_add_pairs_sse2
    #define nl_dot_avx2 nl_dot_sse2
    #endif

    static void nl_add_pairs(int32_t* sums, const int16_t* weights, const int32_t* values, const int32_t* pairs,
                             ptrdiff_t count, ptrdiff_t columns) {
        if (NL_WIDE) nl_add_pairs_avx2(sums, weights, values, pairs, count, columns);
        else nl_add_pairs_sse2(sums, weights, values, pairs, count, columns);
    }

    static int32_t nl_dot(const int16_t* a, const int16_t* b, ptrdiff_t count) {
        return NL_WIDE ? nl_dot_avx2(a, b, count) : nl_dot_sse2(a, b, count);
    }
    #else
    static void nl_add_pairs(int32_t* sums, const int16_t* weights, const int32_t* values, const int32_t* pairs,
                             ptrdiff_t count, ptrdiff_t columns) {
        for (ptrdiff_t j = 0; j < columns; j++) sums[j] = 0;
        for (ptrdiff_t i = 0; i < count; i++) {
            const int32_t low = (int16_t)(values[i] & 0xFFFF), high = values[i] >> 16;
            const int16_t* row = weights + 2 * (ptrdiff_t)pairs[i] * columns;
            for (ptrdiff_t j = 0; j < columns; j++) sums[j] += low * row[2 * j] + high * row[2 * j + 1];
        }
    }

    static int32_t nl_dot(const int16_t* a, const int16_t* b, ptrdiff_t count) {
        int32_t sum = 0;
        for (ptrdiff_t i = 0; i < count; i++) sum += (int32_t)a[i] * b[i];
        return sum;
    }
    #endif

    #if defined(_MSC_VER)
    #define NL_APART __restrict
    #else
    #define NL_APART __restrict__
    #endif

    static void nl_add_row(int16_t* NL_APART sums, const int16_t* NL_APART row, ptrdiff_t count) {
        for (ptrdiff_t i = 0; i < count; i++) sums[i] += row[i];
    }

    #define NL_STEPS 1024.0f
    #define NL_MOST 32767.0f
    #define NL_FARTHEST 1e9f

    /* The values of a layer in steps, not below zero; the pairs of values that are not both zero, and which they are. */
    #if defined(__x86_64__) || defined(_M_X64)
    static inline __m128i nl_steps(__m128i sums, const float* scale, const float* bias) {
        __m128 value = _mm_add_ps(_mm_mul_ps(_mm_cvtepi32_ps(sums), _mm_loadu_ps(scale)), _mm_loadu_ps(bias));
        value = _mm_add_ps(_mm_mul_ps(value, _mm_set1_ps(NL_STEPS)), _mm_set1_ps(0.5f));
        return _mm_cvttps_epi32(_mm_max_ps(_mm_min_ps(value, _mm_set1_ps(NL_MOST)), _mm_setzero_ps()));
    }

    static void nl_narrow_steps(int16_t* NL_APART out, const int16_t* NL_APART sums, const float* NL_APART scale,
                                const float* NL_APART bias, ptrdiff_t count) {
        for (ptrdiff_t i = 0; i < count; i += 8) {
            const __m128i both = _mm_loadu_si128((const __m128i*)(sums + i));
            const __m128i low = _mm_srai_epi32(_mm_unpacklo_epi16(both, both), 16);
            const __m128i high = _mm_srai_epi32(_mm_unpackhi_epi16(both, both), 16);
            _mm_storeu_si128((__m128i*)(out + i), _mm_packs_epi32(nl_steps(low, scale + i, bias + i),
                                                                  nl_steps(high, scale + i + 4, bias + i + 4)));
        }
    }

    static void nl_wide_steps(int16_t* NL_APART out, const int32_t* NL_APART sums, const float* NL_APART scale,
                              const float* NL_APART bias, ptrdiff_t count) {
        for (ptrdiff_t i = 0; i < count; i += 8) {
            const __m128i low = _mm_loadu_si128((const __m128i*)(sums + i));
            const __m128i high = _mm_loadu_si128((const __m128i*)(sums + i + 4));
            _mm_storeu_si128((__m128i*)(out + i), _mm_packs_epi32(nl_steps(low, scale + i, bias + i),
                                                                  nl_steps(high, scale + i + 4, bias + i + 4)));
        }
    }
    #else
    static inline int16_t nl_steps(float value) {
        value = (value > 0.0f ? value : 0.0f) * NL_STEPS + 0.5f;
        return (int16_t)(int32_t)(value < NL_MOST ? value : NL_MOST);
    }

    static void nl_narrow_steps(int16_t* NL_APART out, const int16_t* NL_APART sums, const float* NL_APART scale,
                                const float* NL_APART bias, ptrdiff_t count) {
        for (ptrdiff_t i = 0; i < count; i++) out[i] = nl_steps((float)sums[i] * scale[i] + bias[i]);
    }

    static void nl_wide_steps(int16_t* NL_APART out, const int32_t* NL_APART sums, const float* NL_APART scale,
                              const float* NL_APART bias, ptrdiff_t count) {
        for (ptrdiff_t i = 0; i < count; i++) out[i] = nl_steps((float)sums[i] * scale[i] + bias[i]);
    }
    #endif

    static ptrdiff_t nl_pairs(int32_t* NL_APART values, int32_t* NL_APART pairs, const int16_t* NL_APART from,
                              ptrdiff_t count) {
        ptrdiff_t found = 0;
        for (ptrdiff_t i = 0; i < count / 2; i++) {
            const int32_t pair = (int32_t)((uint32_t)(uint16_t)from[2 * i] | (uint32_t)(uint16_t)from[2 * i + 1] << 16);
            values[found] = pair;
            pairs[found] = (int32_t)i;
            found += pair != 0;
        }
        return found;
    }

    static int32_t nl_logit(int32_t sum, float scale, float bias) {
        const float value = ((float)sum * scale + bias) * NL_STEPS + 0.5f;
        return (int32_t)floorf(value < -NL_FARTHEST ? -NL_FARTHEST : value > NL_FARTHEST ? NL_FARTHEST : value);
    }
    """
    void nl_add_pairs(int32_t*, const int16_t*, const int32_t*, const int32_t*, Py_ssize_t, Py_ssize_t) noexcept nogil
    int32_t nl_dot(const int16_t*, const int16_t*, Py_ssize_t) noexcept nogil
    void nl_add_row(int16_t*, const int16_t*, Py_ssize_t) noexcept nogil
    void nl_narrow_steps(int16_t*, const int16_t*, const float*, const float*, Py_ssize_t) noexcept nogil
    void nl_wide_steps(int16_t*, const int32_t*, const float*, const float*, Py_ssize_t) noexcept nogil
    Py_ssize_t nl_pairs(int32_t*, int32_t*, const int16_t*, Py_ssize_t) noexcept nogil
    int32_t nl_logit(int32_t, float, float) noexcept nogil

cdef enum:
    LANES = 64
    STEPS_OF_ONE = 1024
    ONE = 1 << 24
    FARTHEST = 16 * 1024
    MOST_ROWS = 258  # whose sum is a number of two bytes
    MOST_HIDDEN = 512  # whose sum is a number of four


cdef struct Text:
    double score
    Py_ssize_t length
    uint64_t hash
    uint8_t* letters


cdef struct Way:
    double score
    int32_t text
    int32_t piece


cdef struct Piece:
    const uint8_t* letters
    Py_ssize_t length


cdef struct Letter:
    const uint16_t* numbers
    const uint8_t* barred
    Piece* free
    Py_ssize_t count


cdef struct Work:
    Text* texts
    Text* following
    Way* ways
    double* logs
    int32_t* sums
    int32_t* values
    int32_t* pairs
    int32_t* logits
    int16_t* around
    int16_t* first
    int16_t* outputs
    int16_t* second


cdef Py_ssize_t insert(
    Way* ways, Py_ssize_t count, Py_ssize_t most, double score, int32_t text, int32_t piece
) noexcept nogil:
    """Put a way where it belongs among the likeliest; return their number. Of two alike the earlier stays first."""
    cdef Py_ssize_t low = 0, high = count, middle
    while low < high:
        middle = (low + high) // 2
        if ways[middle].score >= score:
            low = middle + 1
        else:
            high = middle
    if count < most:
        count += 1
    if low < count - 1:
        memmove(&ways[low + 1], &ways[low], (count - 1 - low) * sizeof(Way))
    ways[low].score, ways[low].text, ways[low].piece = score, text, piece
    return count


cdef int by_score(const void* a, const void* b) noexcept nogil:
    cdef const Text* x = <const Text*>a
    cdef const Text* y = <const Text*>b
    if x.score != y.score:
        return -1 if x.score > y.score else 1
    cdef int order = memcmp(x.letters, y.letters, min(x.length, y.length))
    return order if order else (x.length > y.length) - (x.length < y.length)


cdef padded(weights, Py_ssize_t rows, Py_ssize_t columns):
    """Return weights of networks as numbers of two bytes, with zeros up to so many rows and columns."""
    found = np.zeros((weights.shape[0], rows, columns), dtype=np.int16)
    found[:, : weights.shape[1], : weights.shape[2]] = weights
    return found


cdef wide(values, Py_ssize_t columns):
    found = np.zeros((values.shape[0], columns), dtype=np.float32)
    found[:, : values.shape[1]] = values
    return found


cdef Py_ssize_t rounded(Py_ssize_t columns):
    return (columns + LANES - 1) // LANES * LANES


cdef class BeamSearch:
    """Spells words by the mean log-probability of several networks: see `namelink.reference.beam_search`."""

    cdef int16_t[:, :, ::1] rows, second, last
    cdef float[:, ::1] first_scale, first_bias, second_scale, second_bias, last_scale, last_bias
    cdef int32_t[::1] powers
    cdef list graphemes
    cdef Piece* pieces
    cdef Py_ssize_t networks, inputs, hidden, upper, outputs, begin, width, seen, longest

    def __cinit__(self):
        self.pieces = NULL

    def __dealloc__(self):
        free(self.pieces)

    def __init__(self, first, second, last, graphemes, history):
        cdef Py_ssize_t i
        self.networks, self.inputs = first[0].shape[0], first[0].shape[1]
        self.hidden, self.upper = rounded(first[0].shape[2]), rounded(second[0].shape[2])
        self.outputs = last[0].shape[2]
        self.begin, self.width, self.seen = history
        if self.networks < 1 or self.begin < 0 or self.seen < 0 or self.begin + self.seen * self.width > self.inputs:
            raise ValueError("the kernel: the first layer has no rows for the last letters")
        if first[0].shape[2] > MOST_HIDDEN or second[0].shape[2] > MOST_HIDDEN:
            raise ValueError(f"the kernel: a layer has more than {MOST_HIDDEN} outputs that another takes")
        self.rows = padded(first[0], self.inputs, self.hidden)
        pairs = padded(second[0], self.hidden, self.upper)
        pairs = pairs.reshape(self.networks, self.hidden // 2, 2, self.upper).transpose(0, 1, 3, 2)
        self.second = np.ascontiguousarray(pairs).reshape(self.networks, self.hidden, self.upper)
        self.last = padded(last[0].transpose(0, 2, 1), self.outputs, self.upper)
        self.first_scale, self.first_bias = wide(first[1], self.hidden), wide(first[2], self.hidden)
        self.second_scale = wide(second[1] / np.float32(STEPS_OF_ONE), self.upper)
        self.second_bias = wide(second[2], self.upper)
        self.last_scale = wide(last[1] / np.float32(STEPS_OF_ONE), self.outputs)
        self.last_bias = wide(last[2], self.outputs)
        self.powers = np.empty(FARTHEST, dtype=np.int32)
        for i in range(FARTHEST):
            self.powers[i] = <int32_t>floor(ONE * exp(-(<double>i / STEPS_OF_ONE)) + 0.5)
        self.graphemes = [bytes(grapheme) for grapheme in graphemes]
        if len(self.graphemes) != self.outputs:
            raise ValueError("the kernel: the last layer has another number of outputs than there are graphemes")
        self.pieces = <Piece*>malloc((self.outputs + 1) * sizeof(Piece))
        if self.pieces == NULL:
            raise MemoryError
        self.longest = 0
        for i in range(self.outputs):
            self.read(self.graphemes[i], &self.pieces[i])

    cdef int read(self, bytes letters, Piece* piece) except -1:
        """Keep where letters lie, that someone else keeps alive, and check that there are rows for each of them."""
        cdef Py_ssize_t i
        piece.letters, piece.length = letters, len(letters)
        for i in range(piece.length):
            if not 0 < piece.letters[i] < self.width:
                raise IndexError("the kernel: a grapheme has a letter that has no row")
        self.longest = max(self.longest, piece.length)
        return 0

    def spell(self, bytes rows, places, Py_ssize_t beam, double threshold):
        cdef list listed = list(places)
        cdef Py_ssize_t count = len(listed), widest = 1, room = 1, i, each, number, found = 1
        cdef const uint16_t* around = <const uint16_t*><const uint8_t*>rows
        cdef Letter* letters = NULL
        cdef uint8_t* memory = NULL
        cdef Work work
        number = len(rows) // 2
        if beam < 1 or (number % count if count else number):
            raise ValueError("the kernel: a beam is one or more, and each letter has as many rows")
        for i in range(number):
            if around[i] >= self.inputs:
                raise IndexError("the kernel: a letter has a row that there is not")
        each = number // count if count else 0
        if each + self.seen > MOST_ROWS:
            raise ValueError(f"the kernel: a letter has more than {MOST_ROWS} rows")
        letters = <Letter*>calloc(count + 1, sizeof(Letter))
        try:
            if letters == NULL:
                raise MemoryError
            for i in range(count):
                room += self.read_place(listed[i], &letters[i])
                widest = max(widest, letters[i].count)
            memory = <uint8_t*>malloc(self.carve(&work, NULL, beam, widest, room))
            if memory == NULL:
                raise MemoryError
            self.carve(&work, memory, beam, widest, room)
            with nogil:
                work.texts[0].score, work.texts[0].length, work.texts[0].hash = 0, 0, SEED
                for i in range(count):
                    found = self.step(&work, found, around + i * each, each, &letters[i], beam, threshold)
            return [
                (<bytes>work.texts[i].letters[: work.texts[i].length], work.texts[i].score) for i in range(found)
            ]
        finally:
            if letters != NULL:
                for i in range(count):
                    free(letters[i].free)
            free(letters)
            free(memory)

    cdef Py_ssize_t read_place(self, place, Letter* letter) except -1:
        """Read what a letter may be spelt by; return the most letters that this adds."""
        cdef bytes numbers = place[0], barred = place[1]
        cdef tuple instead = place[2]
        cdef Py_ssize_t i, most = 0
        if instead:
            letter.count = len(instead)
            letter.free = <Piece*>malloc(letter.count * sizeof(Piece))
            if letter.free == NULL:
                raise MemoryError
            for i in range(letter.count):
                self.read(instead[i], &letter.free[i])
                most = max(most, letter.free[i].length)
            return most
        letter.count = len(numbers) // 2
        letter.numbers = <const uint16_t*><const uint8_t*>numbers
        if barred:
            if len(barred) != letter.count:
                raise ValueError("the kernel: there is another number of graphemes than of those that may be barred")
            letter.barred = barred
        for i in range(letter.count):
            if letter.numbers[i] >= self.outputs:
                raise IndexError("the kernel: a letter has a grapheme that there is not")
            most = max(most, self.pieces[letter.numbers[i]].length)
        return most

    cdef Py_ssize_t carve(
        self, Work* work, uint8_t* memory, Py_ssize_t beam, Py_ssize_t widest, Py_ssize_t room
    ) noexcept:
        """Lay out the memory that a word needs; return its size."""
        cdef Py_ssize_t at = 0, texts = 2 * beam + 1, i
        cdef uint8_t* base = memory
        work.texts = <Text*>(base + at)
        at += texts * sizeof(Text)
        work.following = <Text*>(base + at)
        at += texts * sizeof(Text)
        work.ways = <Way*>(base + at)
        at += texts * sizeof(Way)
        work.logs = <double*>(base + at)
        at += widest * sizeof(double)
        work.sums = <int32_t*>(base + at)
        at += self.upper * sizeof(int32_t)
        work.values = <int32_t*>(base + at)
        at += self.hidden // 2 * sizeof(int32_t)
        work.pairs = <int32_t*>(base + at)
        at += self.hidden // 2 * sizeof(int32_t)
        work.logits = <int32_t*>(base + at)
        at += widest * sizeof(int32_t)
        at = (at + 15) // 16 * 16
        work.around = <int16_t*>(base + at)
        at += self.networks * self.hidden * sizeof(int16_t)
        work.first = <int16_t*>(base + at)
        at += self.hidden * sizeof(int16_t)
        work.outputs = <int16_t*>(base + at)
        at += self.hidden * sizeof(int16_t)
        work.second = <int16_t*>(base + at)
        at += self.upper * sizeof(int16_t)
        if memory != NULL:
            for i in range(texts):
                work.texts[i].letters = base + at + i * room
                work.following[i].letters = base + at + (texts + i) * room
        return at + 2 * texts * room

    cdef Py_ssize_t step(
        self, Work* work, Py_ssize_t count, const uint16_t* around, Py_ssize_t each, const Letter* letter,
        Py_ssize_t beam, double threshold
    ) noexcept nogil:
        """Spell one letter on; return the number of spellings."""
        cdef Py_ssize_t i, k, n, ways = 0, most = 2 * beam, found = 0
        cdef double score, even = log(<double>letter.count), bound = -INFINITY
        cdef const Piece* piece
        cdef Text* swapped
        if letter.free == NULL:
            memset(work.around, 0, self.networks * self.hidden * sizeof(int16_t))
            for n in range(self.networks):
                for k in range(each):
                    nl_add_row(work.around + n * self.hidden, &self.rows[n, around[k], 0], self.hidden)
        for i in range(count):  # likeliest first, and none goes on to a likelier one
            if work.texts[i].score <= bound or (ways and work.texts[i].score < work.ways[0].score - threshold):
                break
            if letter.free == NULL:
                self.log_probabilities(work, &work.texts[i], letter)
            for k in range(letter.count):
                if letter.free == NULL and letter.barred != NULL and letter.barred[k]:
                    continue
                score = work.texts[i].score + (work.logs[k] if letter.free == NULL else -even)
                if score > bound:
                    ways = insert(work.ways, ways, most, score, <int32_t>i, <int32_t>k)
                    if ways == most:
                        bound = work.ways[most - 1].score
        for i in range(ways):
            if work.ways[i].score < work.ways[0].score - threshold:
                break
            k = work.ways[i].piece
            piece = &letter.free[k] if letter.free != NULL else &self.pieces[letter.numbers[k]]
            found = self.merge(work, found, &work.texts[work.ways[i].text], piece, work.ways[i].score)
        qsort(work.following, found, sizeof(Text), by_score)
        swapped = work.texts
        work.texts, work.following = work.following, swapped
        found = min(found, beam)
        while found and work.texts[found - 1].score < work.texts[0].score - threshold:
            found -= 1
        return found

    cdef Py_ssize_t merge(
        self, Work* work, Py_ssize_t found, const Text* text, const Piece* piece, double score
    ) noexcept nogil:
        """Add a spelling to those of the next step, or its probability to that of the same one."""
        cdef Py_ssize_t i, length = text.length + piece.length
        cdef uint64_t hash = add(text.hash, piece.letters, piece.length)
        cdef Text* other
        for i in range(found):
            other = &work.following[i]
            if (
                other.hash == hash
                and other.length == length
                and not memcmp(other.letters, text.letters, text.length)
                and not memcmp(other.letters + text.length, piece.letters, piece.length)
            ):
                other.score += log1p(exp(score - other.score))
                return found
        other = &work.following[found]
        other.score, other.length, other.hash = score, length, hash
        memcpy(other.letters, text.letters, text.length)
        memcpy(other.letters + text.length, piece.letters, piece.length)
        return found + 1

    cdef int log_probabilities(self, Work* work, const Text* text, const Letter* letter) noexcept nogil:
        """Find the log-probability of each grapheme of a letter after a spelling so far."""
        cdef Py_ssize_t n, i, k, pairs
        cdef int32_t best, below
        cdef int64_t total
        cdef double log_total
        for k in range(letter.count):
            work.logs[k] = 0
        for n in range(self.networks):
            memcpy(work.first, work.around + n * self.hidden, self.hidden * sizeof(int16_t))
            for i in range(self.seen):
                k = text.letters[text.length - 1 - i] if i < text.length else 0
                nl_add_row(work.first, &self.rows[n, self.begin + i * self.width + k, 0], self.hidden)
            nl_narrow_steps(work.outputs, work.first, &self.first_scale[n, 0], &self.first_bias[n, 0], self.hidden)
            pairs = nl_pairs(work.values, work.pairs, work.outputs, self.hidden)
            nl_add_pairs(work.sums, &self.second[n, 0, 0], work.values, work.pairs, pairs, self.upper)
            nl_wide_steps(work.second, work.sums, &self.second_scale[n, 0], &self.second_bias[n, 0], self.upper)
            best = -INT32_MAX
            for k in range(letter.count):
                i = letter.numbers[k]
                work.logits[k] = nl_logit(
                    nl_dot(work.second, &self.last[n, i, 0], self.upper), self.last_scale[n, i], self.last_bias[n, i]
                )
                best = max(best, work.logits[k])
            total = 0
            for k in range(letter.count):
                below = best - work.logits[k]
                if below < FARTHEST:
                    total += self.powers[below]
            log_total = log(<double>total / ONE)
            for k in range(letter.count):
                work.logs[k] += -(<double>(best - work.logits[k]) / STEPS_OF_ONE) - log_total
        for k in range(letter.count):
            work.logs[k] /= self.networks
        return 0
