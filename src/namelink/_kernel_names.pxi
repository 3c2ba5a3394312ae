# Comparisons of names: see `namelink.matching.pairing`, `token_alignment` and `features`, which define them

cdef enum Role:
    TITLE, HONORIFIC, KUNYA, GIVEN, PATRONYMIC, FAMILY, INITIAL, NICKNAME, GENERATION, NAME, HEAD_NOUN, COUNTRY
    LEGAL_FORM, NUMBER, PARTICLE, NOISE
    ROLES

cdef enum Type:
    NO_TYPE, PERSON, PLACE, ORGANIZATION

cdef enum:
    LARGEST_TABLE = 1024  # numbers of a table of alignment that has its room on the stack
    FEW = 12  # tokens of a name for which no room is allocated

NAME_FEATURES = (
    "weakest_token", "other_tokens", "nothing_shared", "further_given_name", "other_given_name", "other_family_name",
    "lacking", "lacking_own_name", "other_country", "lacking_country", "other_part", "other_own_name",
    "different_head_noun", "lacking_head_noun", "other_number", "lacking_number", "other_generation", "gender",
    "other_half", "lacking_half", "slip", "initial", "other_initial", "joined", "order", "swapped", "single_token",
    "common_names_only", "other_type", "unfit_type", "short_name", "few_consonants", "common_words_only",
    "standard_romanization", "gazetteer_size",
)
"""The features of names whose tokens are compared, in the order of the registry."""

cdef enum:
    WEAKEST_TOKEN, OTHER_TOKENS, NOTHING_SHARED, FURTHER_GIVEN_NAME, OTHER_GIVEN_NAME, OTHER_FAMILY_NAME
    LACKING, LACKING_OWN_NAME, OTHER_COUNTRY, LACKING_COUNTRY, OTHER_PART, OTHER_OWN_NAME
    DIFFERENT_HEAD_NOUN, LACKING_HEAD_NOUN, OTHER_NUMBER, LACKING_NUMBER, OTHER_GENERATION, GENDER
    OTHER_HALF, LACKING_HALF, SLIP, INITIALS, OTHER_INITIAL, JOINED, ORDER, SWAPPED, SINGLE_TOKEN
    COMMON_NAMES_ONLY, OTHER_TYPE, UNFIT_TYPE, SHORT_NAME, FEW_CONSONANTS, COMMON_WORDS_ONLY
    STANDARD_ROMANIZATION, GAZETTEER_SIZE
    COUNT_OF_FEATURES


cdef class ComparedWord:
    """A word of a name, and what a comparison asks of it, whatever name it stands in."""

    cdef readonly str letters
    cdef readonly str form
    cdef readonly str bare
    cdef readonly frozenset nicknames
    cdef readonly str sound
    cdef readonly str initial
    cdef bytes encoded
    cdef bytes bare_encoded
    cdef Word word
    cdef Word bare_word
    cdef int32_t* room
    cdef int32_t length
    cdef int32_t consonants
    cdef double zipf
    cdef bint has_nicknames, is_definite, is_given, is_arab_given, is_number, is_son, head_noun_first, is_ascii
    cdef bint begins_with_vowel, is_vowel

    def __cinit__(
        self, Aligner aligner not None, *, str letters not None, str form not None, str bare not None,
        bytes encoded not None, bytes bare_encoded not None, frozenset nicknames not None, str sound not None,
        str initial not None, int consonants, double zipf, bint is_definite, bint is_given, bint is_arab_given,
        bint is_number, bint is_son, bint head_noun_first, bint begins_with_vowel, bint is_vowel
    ):
        if not encoded or not bare_encoded:
            raise ValueError("the kernel: a word has a letter or more")
        self.letters, self.form, self.bare, self.sound, self.initial = letters, form, bare, sound, initial
        self.encoded, self.bare_encoded, self.length = encoded, bare_encoded, len(letters)
        self.nicknames, self.has_nicknames = nicknames | {form}, len(nicknames) > 0
        self.consonants, self.zipf, self.is_definite, self.is_given = consonants, zipf, is_definite, is_given
        self.is_arab_given, self.is_number, self.is_son = is_arab_given, is_number, is_son
        self.head_noun_first, self.is_ascii = head_noun_first, letters.isascii()
        self.begins_with_vowel, self.is_vowel = begins_with_vowel, is_vowel
        cdef Py_ssize_t own = len(encoded), other = len(bare_encoded)
        self.room = <int32_t*>malloc(ROOM * (own + other + 2) * sizeof(int32_t))
        if self.room == NULL:
            raise MemoryError
        aligner.read(&self.word, <const uint8_t*>encoded, own, self.room)
        aligner.read(&self.bare_word, <const uint8_t*>bare_encoded, other, self.room + ROOM * (own + 1))

    def __dealloc__(self):
        free(self.room)


cdef class ComparedToken:
    """A token of a name: a word in a role."""

    cdef readonly ComparedWord word
    cdef readonly str meaning
    cdef readonly str half
    cdef readonly object token
    cdef int role, part
    cdef bint is_servant, is_head, is_general

    def __cinit__(
        self, ComparedWord word not None, token, str meaning not None, int role, int part, bint is_servant, bint is_head,
        bint is_general
    ):
        if not 0 <= role < ROLES:
            raise ValueError("the kernel: there is no such role")
        self.word, self.token, self.meaning, self.role, self.part = word, token, meaning, role, part
        self.is_servant, self.is_head, self.is_general = is_servant, is_head, is_general
        self.half = meaning or word.sound


cdef class ComparedName:
    """A name: its tokens, and what its words show it to be the name of."""

    cdef readonly tuple tokens
    cdef readonly int type

    def __cinit__(self, tokens, int type):
        self.tokens, self.type = tuple(tokens), type
        for token in self.tokens:
            if not isinstance(token, ComparedToken):
                raise TypeError("the kernel: the tokens of a name are of its own kind")


cdef double UNKNOWN = INFINITY


cdef struct Related:
    double cost
    int away, i, j


cdef struct Pair:
    int a, b  # the places of tokens among those of a name and one that is joined, or -1
    int at_a, at_b
    double log_odds
    bint is_stated


cdef struct Match:
    double log_odds, weight
    int a, b, at_a, at_b


cdef int by_cost(const void* a, const void* b) noexcept nogil:
    cdef const Related* x = <const Related*>a
    cdef const Related* y = <const Related*>b
    if x.cost != y.cost:
        return -1 if x.cost < y.cost else 1
    if x.away != y.away:
        return -1 if x.away < y.away else 1
    if x.i != y.i:
        return -1 if x.i < y.i else 1
    return (x.j > y.j) - (x.j < y.j)


@cython.freelist(8)
cdef class Side:
    """One name of a comparison: the weights of its tokens, which of them tell it from others, and which the other lacks."""

    cdef ComparedName name
    cdef ComparedToken joined  # several tokens as one, which has the place after the last
    cdef int count, type
    cdef double* weights
    cdef uint8_t* has_identity
    cdef uint8_t* is_lost
    cdef double own_weights[FEW + 1]
    cdef uint8_t own_flags[2 * FEW]
    cdef double* room

    def __cinit__(self, ComparedName name):
        self.name, self.count, self.type = name, len(name.tokens), name.type
        cdef uint8_t* flags = self.own_flags
        self.weights = self.own_weights
        if self.count > FEW:
            self.room = <double*>malloc((self.count + 1) * sizeof(double) + 2 * self.count)
            if self.room == NULL:
                raise MemoryError
            self.weights, flags = self.room, <uint8_t*>(self.room + self.count + 1)
        self.has_identity, self.is_lost = flags, flags + self.count
        memset(flags, 0, 2 * self.count)

    def __dealloc__(self):
        free(self.room)

    cdef inline bint lacks(self, int place) noexcept:
        """Whether a token tells the name from others, and the other name lacks it."""
        return self.is_lost[place] and self.has_identity[place]


cdef inline ComparedToken at(Side side, int place):
    if place < side.count:
        return <ComparedToken>PyTuple_GET_ITEM(side.name.tokens, place)
    return side.joined


cdef int count_parts(Side side, bint lost):
    """Return of how many parts the tokens are that tell a name from others, or those of them that the other lacks."""
    cdef int i, j, found = 0, part
    for i in range(side.count):
        if not (side.lacks(i) if lost else side.has_identity[i]):
            continue
        part = at(side, i).part
        for j in range(i):
            if (side.lacks(j) if lost else side.has_identity[j]) and at(side, j).part == part:
                break
        else:
            found += 1
    return found


cdef bint lacks_any(Side side):
    """Whether a name has tokens that tell it from others, and that the other lacks."""
    cdef int i
    for i in range(side.count):
        if side.lacks(i):
            return True
    return False


cdef bint has_lost(Side side, int role):
    """Whether any token that the other name lacks has a role, the halves of parts left out."""
    cdef int i
    for i in range(side.count):
        if side.is_lost[i] and at(side, i).role == role and not at(side, i).is_head:
            return True
    return False


cdef bint has_lost_noun(Side side):
    cdef int i
    for i in range(side.count):
        if side.is_lost[i] and at(side, i).role == HEAD_NOUN and not at(side, i).is_general:
            return True
    return False


cdef bint has_lost_number(Side side, bint in_brackets):
    cdef int i
    cdef ComparedToken token
    for i in range(side.count):
        if side.is_lost[i]:
            token = at(side, i)
            if token.role == NUMBER or (token.word.is_number and token.role != NOISE):
                return True
            if in_brackets and token.role == NOISE and token.meaning:
                return True
    return False


cdef bint has_lost_head(Side side):
    """Whether the other name lacks the half of a part that tells no names apart."""
    cdef int i
    for i in range(side.count):
        if side.is_lost[i] and at(side, i).is_head:
            return True
    return False


cdef bint share_lost_head(Side a, Side b):
    cdef int i, j
    for i in range(a.count):
        if a.is_lost[i] and at(a, i).is_head:
            for j in range(b.count):
                if b.is_lost[j] and at(b, j).is_head and at(a, i).half == at(b, j).half:
                    return True
    return False


cdef int lead(Side side):
    """Return the place of the first token that tells a name from others, -1 if that is of the family name."""
    cdef int i
    for i in range(side.count):
        if side.has_identity[i]:
            return i if at(side, i).role in (GIVEN, NAME, KUNYA) else -1
    return -1


cdef int final(Side side):
    """Return the place of the last token that tells a name from others, -1 if there is no such part before it."""
    cdef int i, first = -1, last = -1
    for i in range(side.count):
        if side.has_identity[i]:
            first = i if first < 0 else first
            last = i
    return last if last > first and at(side, last).part != at(side, first).part else -1


cdef bint share_nickname(ComparedToken a, ComparedToken b):
    if not (a.word.has_nicknames or b.word.has_nicknames):
        return False
    return not a.word.nicknames.isdisjoint(b.word.nicknames)


cdef bint may_be_initial(ComparedToken initial, ComparedToken token):
    cdef ComparedWord one = initial.word, other = token.word
    if one.word.place == other.word.place:
        return other.letters.startswith(one.letters)
    if one.is_vowel or other.begins_with_vowel:
        return one.is_vowel and other.begins_with_vowel
    return one.initial == other.initial


cdef bint is_slip(ComparedWord a, ComparedWord b):
    """Whether two words are one edit apart, two letters in each other's place counted as one."""
    cdef const uint8_t* x = a.word.letters
    cdef const uint8_t* y = b.word.letters
    cdef int32_t m = a.word.length, n = b.word.length, i = 0, rest
    if m - n > 1 or n - m > 1:
        return False
    while i < m and i < n and x[i] == y[i]:
        i += 1
    if i == m or i == n:
        return True
    if m > n:
        return memcmp(x + i + 1, y + i, n - i) == 0
    if n > m:
        return memcmp(x + i, y + i + 1, m - i) == 0
    rest = m - i - 1
    if memcmp(x + i + 1, y + i + 1, rest) == 0:
        return True
    return rest > 0 and x[i] == y[i + 1] and x[i + 1] == y[i] and memcmp(x + i + 2, y + i + 2, rest - 1) == 0


cdef struct WordPair:
    PyObject* one  # the one that lies first in memory
    PyObject* other
    double cost  # of either word for the other, or -1
    double log_odds  # that they are one, or UNKNOWN


cdef class WordPairs:
    """What is known of pairs of words, in either order: each pair has one place, which it takes from another."""

    cdef WordPair* pairs
    cdef uint64_t mask

    def __cinit__(self, Py_ssize_t most):
        cdef uint64_t capacity = 16
        while 2 * capacity <= <uint64_t>most:
            capacity *= 2
        self.pairs = <WordPair*>calloc(capacity, sizeof(WordPair))
        if self.pairs == NULL:
            raise MemoryError
        self.mask = capacity - 1

    def __dealloc__(self):
        cdef uint64_t place
        if self.pairs != NULL:
            for place in range(self.mask + 1):
                Py_XDECREF(self.pairs[place].one)
                Py_XDECREF(self.pairs[place].other)
        free(self.pairs)

    cdef inline uint64_t place(self, PyObject* one, PyObject* other) noexcept:
        return mixed(<uint64_t><size_t>one * PRIME ^ <uint64_t><size_t>other) & self.mask

    cdef inline WordPair get(self, ComparedWord a, ComparedWord b) noexcept:
        """Return what is known of two words."""
        cdef PyObject* one = <PyObject*>a
        cdef PyObject* other = <PyObject*>b
        cdef WordPair found
        if one > other:
            one, other = other, one
        with cython.critical_section(self):
            found = self.pairs[self.place(one, other)]
        if found.one != one or found.other != other:
            found.one, found.other, found.cost, found.log_odds = one, other, -1, UNKNOWN
        return found

    cdef int put(self, WordPair pair) except -1:
        """Put down what is known of two words."""
        cdef WordPair before
        cdef WordPair* place
        Py_INCREF(<object>pair.one)
        Py_INCREF(<object>pair.other)
        with cython.critical_section(self):
            place = &self.pairs[self.place(pair.one, pair.other)]
            before, place[0] = place[0], pair
        Py_XDECREF(before.one)
        Py_XDECREF(before.other)
        return 0


cdef class NameComparer:
    """Measures the features of comparisons by one configuration: the values are those of `namelink.matching.features`."""

    cdef Aligner aligner
    cdef object words, attested, differ_in_gender, is_standard, zipf, is_given_name, joined
    cdef double weights[ROLES]
    cdef double unrelated, article, max_log_odds, max_agreement, nickname, least_identity, least_remainder, link
    cdef double joined_cost, joined_gap, common_zipf, common_share, contradiction, min_other, max_other, word_zipf
    cdef double min_romanized
    cdef int article_stem, slip_letters, slip_letters_alone, min_consonants
    cdef double[COUNT_OF_FEATURES] of_features
    cdef WordPairs pairs

    def __init__(self, Aligner aligner not None, settings, words, facts, weights, Py_ssize_t most_pairs):
        """Make a comparer.

        Args:
            aligner: Aligns words.
            settings: Those of matching.
            words: Gives the log-odds of two words.
            facts: What is asked of two words, or of a word, where it seldom matters.
            weights: What a value of 1 of each feature adds to the log-odds of two names, in the order of `NAME_FEATURES`.
            most_pairs: Pairs of words whose costs and log-odds are kept at most.
        """
        self.aligner, self.words, self.pairs = aligner, words, WordPairs(most_pairs)
        self.of_features = list(weights)
        self.attested, self.differ_in_gender, self.is_standard = facts.attested, facts.differ_in_gender, facts.is_standard
        self.zipf, self.is_given_name, self.joined = facts.zipf, facts.is_given_name, facts.joined
        self.unrelated, self.article = settings.unrelated_letter_cost, settings.article_cost
        self.max_log_odds, self.max_agreement = settings.max_token_log_odds, settings.max_agreement
        self.nickname, self.least_identity = settings.nickname_log_odds, settings.min_identity_weight
        self.least_remainder, self.link = settings.min_remainder_log_odds, settings.link_weight
        self.joined_cost, self.joined_gap = settings.joined_letter_cost, settings.joined_length_gap
        self.common_zipf, self.common_share = settings.common_given_name_zipf, settings.common_name_share
        self.contradiction, self.min_other = settings.contradiction, settings.min_other_share
        self.max_other, self.word_zipf = settings.max_other_tokens, settings.common_word_zipf
        self.min_romanized, self.article_stem = settings.min_romanized_log_odds, settings.article_min_stem
        self.slip_letters, self.slip_letters_alone = settings.slip_letters, settings.slip_letters_alone
        self.min_consonants = settings.min_consonants
        cdef int role
        for role in range(<int>ROLES):
            self.weights[role] = 1.0
        for role in (TITLE, HONORIFIC, NOISE, LEGAL_FORM, PARTICLE):
            self.weights[role] = settings.title_weight
        for role in (HEAD_NOUN, COUNTRY):
            self.weights[role] = settings.head_noun_weight
        for role in (INITIAL, NICKNAME, GENERATION):
            self.weights[role] = settings.initial_weight

    cdef double weight(self, ComparedToken token):
        """Return how much a token counts by its role."""
        if token.is_head and token.role not in (TITLE, HONORIFIC, NOISE, LEGAL_FORM, PARTICLE, HEAD_NOUN, COUNTRY):
            return self.link
        return self.weights[token.role]

    cdef int weigh(self, Side side) except -1:
        """Put down how much each token of a name counts, and which tell it from others."""
        cdef int i
        for i in range(side.count):
            side.weights[i] = self.weight(at(side, i))
            side.has_identity[i] = side.weights[i] >= self.least_identity
        return 0

    cdef bint is_common(self, ComparedToken token):
        return token.is_servant or token.word.zipf >= self.common_zipf

    cdef double cost(self, Word* a, Word* b) except -1:
        """Return the cost of a word for another, in natural logarithms."""
        cdef int32_t room[LARGEST_TABLE]
        cdef int32_t* table = room
        cdef Py_ssize_t size = (<Py_ssize_t>a.length + 2) * (b.length + 1)
        cdef int32_t found
        if size > LARGEST_TABLE:
            table = <int32_t*>malloc(size * sizeof(int32_t))
            if table == NULL:
                raise MemoryError
        found = self.aligner.align(a, b, INT32_MAX, table)
        if table != room:
            free(table)
        return found / 100.0

    cdef Word* bare(self, ComparedWord word):
        """Return a word without the article, where enough is left of it."""
        cdef bint is_taken_off = word.is_definite and <int>len(word.bare) >= self.article_stem
        return &word.bare_word if is_taken_off else &word.word

    cdef str bare_letters(self, ComparedWord word):
        return word.bare if word.is_definite and <int>len(word.bare) >= self.article_stem else word.letters

    cdef double word_cost(self, ComparedWord one, ComparedWord other) except -1:
        """Return the cost of a word for another by the letter; an article that only one has costs little."""
        cdef WordPair known = self.pairs.get(one, other)
        cdef double cost
        if known.cost < 0:
            cost = self.cost(&one.word, &other.word)
            if cost and one.is_definite != other.is_definite:
                cost = min(cost, self.cost(self.bare(one), self.bare(other)) + self.article)
            known.cost = cost / max(one.length, other.length)
            self.pairs.put(known)
        return known.cost

    cdef double letter_cost(self, ComparedToken a, ComparedToken b, double weight_a, double weight_b) except -1:
        """Return the cost of one token for another by the letter."""
        cdef ComparedWord one = a.word, other = b.word
        cdef double cost
        if a.meaning:
            if a.meaning == b.meaning:
                return 0.0
            if b.meaning and (self.is_meant(a) or self.is_meant(b)):
                return self.unrelated
        if one.length == 1 or other.length == 1:
            return 0.0 if one.letters == other.letters else self.unrelated
        if share_nickname(a, b):
            return 0.0 if one.letters == other.letters else self.article
        cost = self.word_cost(one, other)
        if cost < self.unrelated and (weight_a < self.least_identity) != (weight_b < self.least_identity):
            return self.unrelated if cost and one.word.place == other.word.place else cost
        return cost

    cdef bint is_meant(self, ComparedToken token):
        return token.role in (NUMBER, HEAD_NOUN, COUNTRY, GENERATION, NOISE)

    cdef double word_log_odds(self, ComparedWord a, ComparedWord b) except? -1e9:
        """Return the log-odds that two words are one; an article that only one has costs little."""
        cdef WordPair known = self.pairs.get(a, b)
        cdef double found
        if known.log_odds == UNKNOWN:
            found = self.words(a.letters, b.letters)
            if found != self.max_log_odds and a.is_definite != b.is_definite and self.attested(a.letters, b.letters) >= 0:
                found = max(found, <double>self.words(self.bare_letters(a), self.bare_letters(b)) - self.article)
            known.log_odds = found
            self.pairs.put(known)
        return known.log_odds

    # Pairs

    cdef int pair(self, Side a, Side b, Pair* pairs) except -1:
        """Put down the tokens of two names in pairs, and then the rest; return how many pairs there are."""
        cdef int i, j, count = 0, related_count = 0, found = 0
        cdef int m = a.count, n = b.count
        cdef double cost
        cdef Related own_related[FEW * FEW]
        cdef int own_partners[8 * FEW]
        cdef Related* related = own_related
        cdef int* partners = own_partners
        cdef int* chosen
        cdef bint is_large = m > FEW or n > FEW
        if is_large:
            related = <Related*>malloc((<Py_ssize_t>m * n + 1) * sizeof(Related))
            partners = <int*>malloc((4 * (<Py_ssize_t>m + n) + 1) * sizeof(int))
        try:
            if related == NULL or partners == NULL:
                raise MemoryError
            for i in range(m):
                for j in range(n):
                    cost = self.letter_cost(at(a, i), at(b, j), a.weights[i], b.weights[j])
                    if cost < self.unrelated:
                        related[related_count].cost = cost
                        related[related_count].i, related[related_count].j = i, j
                        related_count += 1
            chosen = self.choose(a, b, related, related_count, partners)
            for i in range(m):
                j = chosen[i]
                pairs[found].a, pairs[found].b, pairs[found].at_a, pairs[found].at_b = i, j, i, j
                pairs[found].is_stated = False
                if j >= 0:
                    self.state(at(a, i), at(b, j), &pairs[found])
                found += 1
            for j in range(n):
                for i in range(m):
                    if chosen[i] == j:
                        break
                else:
                    pairs[found].a, pairs[found].b, pairs[found].at_a, pairs[found].at_b = -1, j, -1, j
                    pairs[found].is_stated = False
                    found += 1
            return found
        finally:
            if is_large:
                free(related)
                free(partners)

    cdef int state(self, ComparedToken a, ComparedToken b, Pair* pair) except -1:
        """Put down the log-odds that two tokens are one by what they mean, where their letters do not decide."""
        if a.meaning and a.meaning == b.meaning and a.role != NOISE:
            pair.is_stated, pair.log_odds = True, self.max_agreement
        elif a.word.letters != b.word.letters and share_nickname(a, b):
            pair.is_stated, pair.log_odds = True, self.nickname
        return 0

    cdef int* choose(self, Side a, Side b, Related* related, int count, int* partners) noexcept:
        """Put down the partner of each token of a name, or -1; return where they stand."""
        cdef int m = a.count, n = b.count, i, tokens = 0, more = 0, of_one, of_other
        cdef int* from_end = partners + m
        cdef int* seen = partners + 2 * m
        of_one = self.partner(related, count, 0, partners, seen, m, n)
        if m == n:
            return partners
        for i in range(m + n):
            seen[i] = 0
        for i in range(count):
            tokens += (not seen[related[i].i]) + (not seen[m + related[i].j])
            seen[related[i].i] = seen[m + related[i].j] = 1
        if tokens >= 2 * count:
            return partners
        of_other = self.partner(related, count, m - n, from_end, seen, m, n)
        for i in range(m):
            more += a.weights[i] >= self.least_identity
        for i in range(n):
            more -= b.weights[i] >= self.least_identity
        if of_one != of_other:
            return partners if of_one > of_other else from_end
        i = disorder(partners, m) - disorder(from_end, m)
        if i:
            return partners if i < 0 else from_end
        return from_end if more == 1 or more == -1 else partners

    cdef int partner(self, Related* related, int count, int offset, int* partners, int* taken, int m, int n) noexcept:
        """Put down the partners: the cheapest, and of those as cheap the nearest in place; return how many there are."""
        cdef int i, away, found = 0
        for i in range(count):
            away = related[i].i - related[i].j - offset
            related[i].away = away if away >= 0 else -away
        qsort(related, count, sizeof(Related), by_cost)
        for i in range(m):
            partners[i] = -1
        for i in range(n):
            taken[i] = 0
        for i in range(count):
            if partners[related[i].i] < 0 and not taken[related[i].j]:
                partners[related[i].i], taken[related[i].j] = related[i].j, 1
                found += 1
        return found

    # Tokens that one name writes together

    cdef int put_together(self, Side side, int begin, int end) except -1:
        """Put some tokens of a name down as one, behind all."""
        side.joined = self.joined([at(side, i).token for i in range(begin, end)])
        side.weights[side.count] = self.weight(side.joined)
        return 0

    cdef double cost_together(self, Side longer, int begin, int end, ComparedWord word) except -1:
        """Return the cost of some tokens, written together, for a word."""
        cdef bytes letters = b"".join([at(longer, i).word.encoded for i in range(begin, end)])
        cdef Word run
        cdef int32_t* room = <int32_t*>malloc(ROOM * (len(letters) + 1) * sizeof(int32_t))
        if room == NULL:
            raise MemoryError
        try:
            self.aligner.read(&run, <const uint8_t*>letters, len(letters), room)
            return self.cost(&run, &word.word)
        finally:
            free(room)

    cdef int length_of(self, Side side, int begin, int end):
        cdef int i, letters = 0
        for i in range(begin, end):
            letters += at(side, i).word.length
        return letters

    cdef double by_letter(self, Side a, Side b, Pair* pair) except -1:
        """Return the cost of a pair by the letter: that of unrelated tokens where one is left over."""
        cdef ComparedWord one, other
        if pair.a < 0 or pair.b < 0:
            return self.unrelated
        one, other = at(a, pair.a).word, at(b, pair.b).word
        return self.cost(&one.word, &other.word) / max(one.length, other.length)

    cdef int join(self, Side a, Side b, Pair* pairs, int count) except? -1:
        """Have the tokens that one name writes together stand in one pair; return how many pairs there are now.

        It is the negative of their number less one where nothing is joined.
        """
        cdef int m = a.count, n = b.count
        if m == n or not m or not n:
            return -count - 1
        if min(m, n) == 1:
            return self.join_all(a, b, pairs, count)
        return self.join_run(a, b, pairs, count, m > n)

    cdef int join_all(self, Side a, Side b, Pair* pairs, int count) except? -1:
        cdef int m = a.count, n = b.count, letters_a = self.length_of(a, 0, m), letters_b = self.length_of(b, 0, n), i
        cdef double cost, nearest = INFINITY
        cdef int longest = max(letters_a, letters_b), shortest = min(letters_a, letters_b)
        if longest - shortest > self.joined_gap * longest:
            return -count - 1
        cost = self.cost_together(a, 0, m, at(b, 0).word) if n == 1 else self.cost_together(b, 0, n, at(a, 0).word)
        if cost >= self.joined_cost * longest:
            return -count - 1
        for i in range(count):
            if pairs[i].a >= 0 and pairs[i].b >= 0:
                nearest = min(nearest, self.by_letter(a, b, &pairs[i]))
        if cost / longest >= nearest:
            return -count - 1
        self.put_together(a, 0, m)
        self.put_together(b, 0, n)
        pairs[0].a, pairs[0].b, pairs[0].at_a, pairs[0].at_b, pairs[0].is_stated = m, n, 0, 0, False
        return 1

    cdef int join_run(self, Side a, Side b, Pair* pairs, int count, bint longer_is_a) except? -1:
        """Join the tokens that are left over, with the one before or after them, or by themselves."""
        cdef Side longer = a if longer_is_a else b
        cdef int i, place, first = -1, last = -1, left = 0, alone = -1, others = 0, before = -1, after = -1
        cdef int begin = 0, end = 0, partner = -1
        cdef double best = INFINITY
        for i in range(count):
            place = pairs[i].at_a if longer_is_a else pairs[i].at_b
            if (pairs[i].b if longer_is_a else pairs[i].a) < 0:
                first = place if not left else min(first, place)
                last = max(last, place)
                left += 1
            elif (pairs[i].a if longer_is_a else pairs[i].b) < 0:
                alone = i
                others += 1
        if last + 1 - first != left:
            return -count - 1
        if others:
            if others == 1 and left > 1:
                self.try_run(a, b, pairs, alone, first, last + 1, longer_is_a, &best, &partner, &begin, &end)
        else:
            for i in range(count):
                if pairs[i].a >= 0 and pairs[i].b >= 0:
                    place = pairs[i].at_a if longer_is_a else pairs[i].at_b
                    before = i if place == first - 1 else before
                    after = i if place == last + 1 else after
            if before >= 0:
                self.try_run(a, b, pairs, before, first - 1, last + 1, longer_is_a, &best, &partner, &begin, &end)
            if after >= 0:
                self.try_run(a, b, pairs, after, first, last + 2, longer_is_a, &best, &partner, &begin, &end)
        if partner < 0:
            return -count - 1
        self.put_together(longer, begin, end)
        return put_run(pairs, count, partner, longer.count, begin, longer_is_a)

    cdef int try_run(
        self, Side a, Side b, Pair* pairs, int partner, int first, int last, bint longer_is_a, double* best, int* chosen,
        int* begin, int* end
    ) except -1:
        """Put down a run of tokens where it is nearer to a token of the other name than any other run, and near."""
        cdef Side longer = a if longer_is_a else b
        cdef ComparedWord word = at(b, pairs[partner].b).word if longer_is_a else at(a, pairs[partner].a).word
        cdef int longest = max(self.length_of(longer, first, last), word.length)
        cdef double cost = self.cost_together(longer, first, last, word)
        if cost < self.joined_cost * longest and cost / longest < self.by_letter(a, b, &pairs[partner]) and cost < best[0]:
            best[0], chosen[0], begin[0], end[0] = cost, partner, first, last
        return 0

    # Alignment

    cdef int take_remainder(self, Side a, Side b, Pair* pairs, int count) except -1:
        """Pair the one token with identity that each name has left over, unless they are far apart."""
        cdef int i, one = -1, other = -1, of_one = 0, of_other = 0
        cdef ComparedToken x, y
        for i in range(count):
            if pairs[i].b < 0 and a.weights[pairs[i].a] >= self.least_identity:
                one = i
                of_one += 1
            elif pairs[i].a < 0 and b.weights[pairs[i].b] >= self.least_identity:
                other = i
                of_other += 1
        if of_one != 1 or of_other != 1:
            return count
        x, y = at(a, pairs[one].a), at(b, pairs[other].b)
        if x.meaning or y.meaning or min(x.word.length, y.word.length) < 2 or x.role != y.role:
            return count
        if self.word_log_odds(x.word, y.word) < self.least_remainder:
            return count
        pairs[one].b, pairs[one].at_b, pairs[one].is_stated = pairs[other].b, pairs[other].at_b, False
        memmove(&pairs[other], &pairs[other + 1], (count - other - 1) * sizeof(Pair))
        return count - 1

    cdef int take_initials(self, Side a, Side b, Pair* pairs, int* count) except -1:
        """Drop the tokens of which one is the initial of the other, and those of their parts; return how many such."""
        cdef list left_a, left_b
        cdef set gone_a, gone_b
        cdef int found = 0, i, kept = 0
        cdef ComparedToken token, other
        cdef bint has_initials = False
        for i in range(count[0]):
            if pairs[i].a < 0 or pairs[i].b < 0:
                token = at(a, pairs[i].a) if pairs[i].b < 0 else at(b, pairs[i].b)
                has_initials = has_initials or token.role == INITIAL
        if not has_initials:
            return 0
        left_a = [at(a, pairs[i].a) for i in range(count[0]) if pairs[i].b < 0]
        left_b = [at(b, pairs[i].b) for i in range(count[0]) if pairs[i].a < 0]
        gone_a, gone_b = set(), set()
        for short, longer, gone, gone_of_longer in (
            (left_a, left_b, gone_a, gone_b), (left_b, left_a, gone_b, gone_a)
        ):
            for token in [each for each in short if (<ComparedToken>each).role == INITIAL]:
                for other in longer:
                    if other.word.length > 1 and may_be_initial(token, other):
                        longer[:] = [each for each in longer if (<ComparedToken>each).part != other.part]
                        gone.add(token.part)
                        gone_of_longer.add(other.part)
                        found += 1
                        break
        for i in range(count[0]):
            if pairs[i].a >= 0 and pairs[i].b >= 0:
                is_gone = False
            elif pairs[i].a >= 0:
                is_gone = at(a, pairs[i].a).part in gone_a
            else:
                is_gone = at(b, pairs[i].b).part in gone_b
            if not is_gone:
                pairs[kept] = pairs[i]
                kept += 1
        count[0] = kept
        return found

    cdef int match(self, Side a, Side b, Pair* pairs, int count, Match* matches) except -1:
        """Put down the tokens that belong together, and those that are left over; return how many matches there are."""
        cdef double bound = self.max_agreement if count > 1 else self.max_log_odds, found
        cdef int i, matched = 0
        for i in range(count):
            if pairs[i].b < 0:
                a.is_lost[pairs[i].a] = True
            elif pairs[i].a < 0:
                b.is_lost[pairs[i].b] = True
            else:
                found = pairs[i].log_odds if pairs[i].is_stated else self.word_log_odds(
                    at(a, pairs[i].a).word, at(b, pairs[i].b).word
                )
                matches[matched].log_odds = min(bound, found)
                matches[matched].weight = max(a.weights[pairs[i].a], b.weights[pairs[i].b])
                matches[matched].a, matches[matched].b = pairs[i].a, pairs[i].b
                matches[matched].at_a, matches[matched].at_b = pairs[i].at_a, pairs[i].at_b
                matched += 1
        return matched

    cdef int weakest(self, Match* matches, int count) noexcept:
        """Return the match with identity that speaks most against one name, or any such; -1 where there is none."""
        cdef int i, found = -1
        cdef bint has_identity = False, is_less
        cdef double agreement, least = 0
        for i in range(count):
            has_identity = has_identity or matches[i].weight >= self.least_identity
        for i in range(count):
            if has_identity and matches[i].weight < self.least_identity:
                continue
            agreement = matches[i].log_odds * matches[i].weight if matches[i].log_odds < 0 else matches[i].log_odds
            is_less = found < 0 or agreement < least
            if found >= 0 and agreement == least:
                is_less = (matches[i].at_a, matches[i].at_b) < (matches[found].at_a, matches[found].at_b)
            if is_less:
                found, least = i, agreement
        return found

    # Features

    def measure(
        self, ComparedName query not None, ComparedName name not None, bint is_short=False, bint is_demonym=False,
        int entity_type=NO_TYPE, bint is_arabic_place=False, long long gazetteer_names=0
    ):
        """Return the features that a comparison has, each with its value, in their order."""
        cdef double values[COUNT_OF_FEATURES]
        cdef int i
        self.put_values(query, name, is_short, is_demonym, entity_type, is_arabic_place, gazetteer_names, values)
        return [(i, values[i]) for i in range(COUNT_OF_FEATURES) if values[i]]

    def log_odds(
        self, ComparedName query not None, ComparedName name not None, bint is_short=False, bint is_demonym=False,
        int entity_type=NO_TYPE, bint is_arabic_place=False, long long gazetteer_names=0
    ):
        """Return the sum of what the features of a comparison add to the log-odds, each rounded to four places."""
        cdef double values[COUNT_OF_FEATURES]
        cdef double found = 0
        cdef int i
        self.put_values(query, name, is_short, is_demonym, entity_type, is_arabic_place, gazetteer_names, values)
        for i in range(COUNT_OF_FEATURES):
            if values[i]:
                found += to_four_places(self.of_features[i] * values[i])
        return found

    cdef int put_values(
        self, ComparedName query, ComparedName name, bint is_short, bint is_demonym, int entity_type,
        bint is_arabic_place, long long gazetteer_names, double* values
    ) except -1:
        """Put down the value of each feature, 0 where a comparison does not have it."""
        cdef Side a = Side(query), b = Side(name)
        cdef Py_ssize_t most = <Py_ssize_t>a.count + b.count + 1
        cdef int count, joined, initials, matched
        cdef Pair own_pairs[2 * FEW + 1]
        cdef Match own_matches[2 * FEW + 1]
        cdef Pair* pairs = own_pairs
        cdef Match* matches = own_matches
        cdef bint is_large = most > 2 * FEW + 1
        if is_large:
            pairs, matches = <Pair*>malloc(most * sizeof(Pair)), <Match*>malloc(most * sizeof(Match))
        try:
            if pairs == NULL or matches == NULL:
                raise MemoryError
            memset(values, 0, COUNT_OF_FEATURES * sizeof(double))
            self.weigh(a)
            self.weigh(b)
            count = self.pair(a, b, pairs)
            joined = self.join(a, b, pairs, count)
            count = joined if joined >= 0 else count
            count = self.take_remainder(a, b, pairs, count)
            initials = self.take_initials(a, b, pairs, &count)
            matched = self.match(a, b, pairs, count, matches)
            self.of_tokens(a, matches, matched, values)
            self.of_parts(a, b, matches, matched, values)
            self.of_things(a, b, matched, values)
            self.of_persons(a, b, matches, matched, values)
            self.of_writing(a, b, matches, matched, values, is_short, initials, joined >= 0)
            self.of_commonness(a, b, matches, matched, values, initials, joined >= 0, gazetteer_names)
            values[OTHER_TYPE] = not entity_type and a.type and b.type and a.type != b.type
            values[UNFIT_TYPE] = a.type and entity_type and a.type != entity_type
            values[SHORT_NAME] = is_short or is_demonym
            if gazetteer_names:
                self.of_gazetteer(a, b, matches, matched, values, is_arabic_place, gazetteer_names)
        finally:
            if is_large:
                free(pairs)
                free(matches)
        return 0

    cdef bint agrees(self, Match* match) noexcept:
        return match.weight >= self.least_identity

    cdef int of_tokens(self, Side a, Match* matches, int count, double* values) except -1:
        cdef int i, weakest = self.weakest(matches, count)
        cdef double others = 0, least
        values[NOTHING_SHARED] = 1
        for i in range(count):
            if self.agrees(&matches[i]):
                values[NOTHING_SHARED] = 0
            if i != weakest:
                others += max(matches[i].log_odds, 0.0) * matches[i].weight * (
                    self.common_share if self.is_common(at(a, matches[i].a)) else 1.0
                )
        if weakest >= 0:
            least = matches[weakest].log_odds
            others *= max(self.min_other, 1 + min(least, 0.0) / self.contradiction)
            values[WEAKEST_TOKEN], values[OTHER_TOKENS] = least, min(self.max_other, others)
        return 0

    cdef bint is_thing(self, Side a, Side b):
        return a.type in (PLACE, ORGANIZATION) or b.type in (PLACE, ORGANIZATION)

    cdef bint are_lost(self, Side a, Side b, int one, int other):
        return one >= 0 and other >= 0 and a.is_lost[one] and b.is_lost[other]

    cdef int of_parts(self, Side a, Side b, Match* matches, int count, double* values) except -1:
        cdef bint is_thing = self.is_thing(a, b)
        cdef bint extra = has_lost(a, COUNTRY), missing = has_lost(b, COUNTRY)
        cdef int of_a = count_parts(a, True), of_b = count_parts(b, True), parts
        if not is_thing:
            values[FURTHER_GIVEN_NAME] = self.has_further(a, b, matches, count, True) or self.has_further(
                b, a, matches, count, False
            )
            values[OTHER_GIVEN_NAME] = self.are_lost(a, b, lead(a), lead(b))
            if count:
                values[OTHER_FAMILY_NAME] = self.are_lost(a, b, final(a), final(b))
                parts = min(of_a, of_b) - (values[OTHER_GIVEN_NAME] > 0) - (values[OTHER_FAMILY_NAME] > 0)
                values[OTHER_PART] = max(parts, 0)
        if count and of_a != of_b:
            parts = max(count_parts(a, False), count_parts(b, False))
            values[LACKING_OWN_NAME if is_thing else LACKING] = (
                <double>(of_a - of_b if of_a > of_b else of_b - of_a) / parts
            )
        values[OTHER_COUNTRY] = extra and missing
        values[LACKING_COUNTRY] = (a.type == ORGANIZATION or b.type == ORGANIZATION) and extra != missing
        return 0

    cdef bint has_further(self, Side a, Side b, Match* matches, int count, bint longer_is_a) except -1:
        """Whether a given name stands before what is the whole other name."""
        cdef int first = lead(a), other = lead(b), place, partner, i
        if first < 0 or other < 0 or not a.is_lost[first] or count_parts(b, False) < 2:
            return False
        for place in range(a.count):
            if at(a, place).part <= at(a, first).part or at(a, place).is_head:
                continue
            for i in range(count):
                if (matches[i].a if longer_is_a else matches[i].b) == place:
                    partner = matches[i].b if longer_is_a else matches[i].a
                    if b.weights[partner] >= self.least_identity:
                        return partner == other
                    break
        return False

    cdef int of_things(self, Side a, Side b, int count, double* values) except -1:
        cdef bint own_a = has_lost(a, NAME), own_b = has_lost(b, NAME)
        cdef bint noun_a = has_lost_noun(a), noun_b = has_lost_noun(b)
        cdef bint is_other = (own_a and own_b) or (own_a and noun_b) or (own_b and noun_a)
        values[OTHER_OWN_NAME] = is_other and count > 0
        values[DIFFERENT_HEAD_NOUN] = noun_a and noun_b
        values[LACKING_HEAD_NOUN] = noun_a != noun_b
        values[OTHER_NUMBER] = has_lost_number(a, True) and has_lost_number(b, True)
        values[LACKING_NUMBER] = has_lost_number(a, False) != has_lost_number(b, False)
        return 0

    cdef int of_persons(self, Side a, Side b, Match* matches, int count, double* values) except -1:
        cdef int i
        cdef ComparedToken x, y
        cdef bint extra = has_lost_head(a), missing = has_lost_head(b)
        values[OTHER_GENERATION] = has_lost(a, GENERATION) and has_lost(b, GENERATION)
        for i in range(count):
            x, y = at(a, matches[i].a), at(b, matches[i].b)
            if x.role == GIVEN and y.role == GIVEN and not x.is_head and x.word.form != y.word.form:
                if self.differ_in_gender(x.word.form, y.word.form):
                    values[GENDER] = 1
                    break
        values[OTHER_HALF] = extra and missing and not share_lost_head(a, b)
        values[LACKING_HALF] = (not missing and self.lacks_half(a, matches, count, True)) or (
            not extra and self.lacks_half(b, matches, count, False)
        )
        return 0

    cdef bint lacks_half(self, Side side, Match* matches, int count, bint is_a) except -1:
        """Whether the half of a part is lost whose other half agrees."""
        cdef ComparedToken token
        cdef int i, place
        for place in range(side.count):
            token = at(side, place)
            if side.is_lost[place] and token.is_head and token.role != PATRONYMIC and not token.word.is_son:
                for i in range(count):
                    if self.agrees(&matches[i]) and (matches[i].a if is_a else matches[i].b) < side.count:
                        if at(side, matches[i].a if is_a else matches[i].b).part == token.part:
                            return True
                return False
        return False

    cdef int of_writing(
        self, Side a, Side b, Match* matches, int count, double* values, bint is_short, int initials, bint joined
    ) except -1:
        cdef int weakest = self.weakest(matches, count), i, last = -1, moved = 0
        cdef bint extra = has_lost(a, INITIAL), missing = has_lost(b, INITIAL), are_given = True
        cdef ComparedToken x, y
        if weakest >= 0 and matches[weakest].log_odds < 0:
            values[SLIP] = self.slipped(at(a, matches[weakest].a).word, at(b, matches[weakest].b).word, a)
        values[INITIALS] = initials
        values[OTHER_INITIAL] = (extra and (lacks_any(b) or missing or is_short)) or (
            missing and (lacks_any(a) or extra or is_short)
        )
        values[JOINED] = joined and count > 1
        for i in range(count):
            if self.agrees(&matches[i]):
                values[ORDER] = values[ORDER] or matches[i].at_b < last
                last = matches[i].at_b
                if matches[i].at_a != matches[i].at_b:
                    moved += 1
                    are_given = are_given and at(a, matches[i].a).word.is_given and at(b, matches[i].b).word.is_given
        if count and values[ORDER] and self.is_thing(a, b):
            x, y = at(a, matches[0].a), at(b, matches[0].b)
            if x.word.head_noun_first != y.word.head_noun_first:
                values[ORDER] = 0
        values[SWAPPED] = moved > 1 and are_given and values[ORDER]
        return 0

    cdef bint slipped(self, ComparedWord a, ComparedWord b, Side query) except -1:
        cdef int least = self.slip_letters_alone if count_parts(query, False) == 1 else self.slip_letters
        if not (a.is_ascii and b.is_ascii) or min(a.length, b.length) < least or not is_slip(a, b):
            return False
        return self.attested(a.letters, b.letters) >= 0 and not self.differ_in_gender(a.letters, b.letters)

    cdef int of_commonness(
        self, Side a, Side b, Match* matches, int count, double* values, int initials, bint joined, bint is_found
    ) except -1:
        cdef int of_a = count_parts(a, False), of_b = count_parts(b, False), i, agreeing = 0
        cdef bint is_lost = lacks_any(a) or lacks_any(b), are_common = True
        cdef list own
        values[SINGLE_TOKEN] = count and initials + min(of_a, of_b) <= 1 and min(of_a, of_b) == 1 < max(of_a, of_b) and is_lost
        if is_found and not values[SINGLE_TOKEN]:
            own = own_tokens(a)
            if len(own) == 1:
                values[SINGLE_TOKEN] = (<ComparedToken>own[0]).word.is_arab_given or self.is_common(own[0])
        if joined and not values[SINGLE_TOKEN]:
            values[SINGLE_TOKEN] = are_given_names(a) or are_given_names(b)
        if self.is_thing(a, b) or not is_lost or (has_patronymic(a) and has_patronymic(b)):
            return 0
        for i in range(count):
            if self.agrees(&matches[i]):
                agreeing += 1
                are_common = are_common and self.is_common(at(a, matches[i].a))
        values[COMMON_NAMES_ONLY] = agreeing and are_common
        return 0

    cdef int of_gazetteer(
        self, Side a, Side b, Match* matches, int count, double* values, bint is_arabic_place, long long names
    ) except -1:
        cdef list own = own_tokens(a)
        cdef int consonants = 0, i, agreeing = 0
        cdef ComparedToken token
        for token in own:
            consonants += token.word.consonants
        values[FEW_CONSONANTS] = max(self.min_consonants - consonants, 0)
        values[GAZETTEER_SIZE] = log10(<double>(names + 1)) / (len(own) or 1)
        values[COMMON_WORDS_ONLY] = a.type != PERSON and self.are_common_words(own)
        for i in range(count):
            agreeing += self.agrees(&matches[i])
        if not agreeing or (agreeing == 1 and not is_arabic_place) or lacks_any(a) or lacks_any(b):
            return 0
        for i in range(count):
            if self.agrees(&matches[i]) and not self.romanizes(at(a, matches[i].a).word, at(b, matches[i].b).word, &matches[i]):
                return 0
        values[STANDARD_ROMANIZATION] = 1
        return 0

    cdef bint are_common_words(self, list tokens) except -1:
        cdef ComparedToken token
        for token in tokens:
            if self.zipf(token.word.letters) < self.word_zipf:
                return False
        for token in tokens:
            if not self.is_given_name(token.word.letters):
                return True
        return False

    cdef bint romanizes(self, ComparedWord a, ComparedWord b, Match* match) except -1:
        if a.is_ascii == b.is_ascii or match.log_odds < self.min_romanized:
            return False
        return self.is_standard(a.letters, b.letters) if a.is_ascii else self.is_standard(b.letters, a.letters)


cdef double to_four_places(double value):
    """Return a number rounded to four places, as Python rounds it."""
    cdef double many = value * 1e4, whole = rint(many)
    if fabs(many) > 1e9 or fabs(fabs(many - whole) - 0.5) < 1e-4:  # of a half Python knows whether it is one
        return round(value, 4)
    return whole / 1e4


cdef int disorder(int* partners, int count) noexcept:
    """Return how many partners stand before one that should follow them."""
    cdef int i, before = -1, found = 0
    for i in range(count):
        if partners[i] >= 0:
            found += before > partners[i]
            before = partners[i]
    return found


cdef int put_run(Pair* pairs, int count, int partner, int run, int begin, bint longer_is_a) noexcept:
    """Put a run in the place of its partner's token, and drop what was left over; return how many pairs there are."""
    cdef int i, kept = 0
    if longer_is_a:
        pairs[partner].a, pairs[partner].at_a = run, begin
    else:
        pairs[partner].b, pairs[partner].at_b = run, begin
    pairs[partner].is_stated = False
    for i in range(count):
        if i == partner or (pairs[i].b if longer_is_a else pairs[i].a) >= 0:
            pairs[kept] = pairs[i]
            kept += 1
    return kept


cdef bint has_patronymic(Side side):
    cdef int i
    for i in range(side.count):
        if at(side, i).role == PATRONYMIC:
            return True
    return False


cdef bint are_given_names(Side side):
    cdef int i
    for i in range(side.count):
        if not at(side, i).word.is_given:
            return False
    return side.count > 1


cdef list own_tokens(Side side):
    """Return the tokens of a name that do not merely stand beside it, or all."""
    cdef int i
    cdef list found = [at(side, i) for i in range(side.count) if at(side, i).role not in (TITLE, NOISE, NICKNAME)]
    return found or list(side.name.tokens)
