# Comparisons of names: see `namelink.matching.pairing`, `token_alignment` and `features`, which define them

cdef enum Role:
    TITLE, HONORIFIC, KUNYA, GIVEN, PATRONYMIC, FAMILY, INITIAL, NICKNAME, GENERATION, NAME, HEAD_NOUN, COUNTRY
    LEGAL_FORM, NUMBER, PARTICLE, NOISE
    ROLES

cdef enum Type:
    NO_TYPE, PERSON, PLACE, ORGANIZATION

cdef enum:
    LARGEST_TABLE = 1024  # numbers of a table of alignment that has its room on the stack

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


cdef class Side:
    """One name of a comparison, and what of it the other lacks."""

    cdef list tokens  # one that is joined stands last
    cdef list weights
    cdef list lost
    cdef list identity, lost_identity
    cdef int count, type

    def __cinit__(self, ComparedName name):
        self.tokens, self.count, self.type = list(name.tokens), len(name.tokens), name.type
        self.weights, self.lost, self.identity, self.lost_identity = [], [], [], []


cdef inline ComparedToken at(Side side, Py_ssize_t place):
    return <ComparedToken>side.tokens[place]


cdef int count_parts(list tokens):
    """Return of how many parts some tokens are."""
    cdef set parts = set()
    cdef ComparedToken token
    for token in tokens:
        parts.add(token.part)
    return len(parts)


cdef bint has_role(list tokens, int role):
    """Whether any token has a role, the halves of parts left out."""
    cdef ComparedToken token
    for token in tokens:
        if token.role == role and not token.is_head:
            return True
    return False


cdef bint has_head_noun(list tokens):
    cdef ComparedToken token
    for token in tokens:
        if token.role == HEAD_NOUN and not token.is_general:
            return True
    return False


cdef bint has_number(list tokens, bint in_brackets):
    cdef ComparedToken token
    for token in tokens:
        if token.role == NUMBER or (token.word.is_number and token.role != NOISE):
            return True
        if in_brackets and token.role == NOISE and token.meaning:
            return True
    return False


cdef set halves(list tokens):
    cdef ComparedToken token
    return {token.half for token in tokens if token.is_head}


cdef bint is_among(ComparedToken token, list tokens):
    for other in tokens:
        if other is token:
            return True
    return False


cdef ComparedToken lead(list identity):
    """Return the first of the tokens that tell a name from others, if it is no family name."""
    if identity and (<ComparedToken>identity[0]).role in (GIVEN, NAME, KUNYA):
        return identity[0]
    return None


cdef ComparedToken final(list identity):
    """Return the last of the tokens that tell a name from others, where there is a part before it."""
    cdef Py_ssize_t last = len(identity) - 1
    if last > 0 and (<ComparedToken>identity[last]).part != (<ComparedToken>identity[0]).part:
        return identity[last]
    return None


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


cdef class NameComparer:
    """Measures the features of comparisons by one configuration: the values are those of `namelink.matching.features`."""

    cdef Aligner aligner
    cdef object words, attested, differ_in_gender, is_standard, zipf, is_given_name, joined
    cdef double weights[ROLES]
    cdef double unrelated, article, max_log_odds, max_agreement, nickname, least_identity, least_remainder, link
    cdef double joined_cost, joined_gap, common_zipf, common_share, contradiction, min_other, max_other, word_zipf
    cdef double min_romanized
    cdef int article_stem, slip_letters, slip_letters_alone, min_consonants

    def __init__(self, Aligner aligner not None, settings, words, facts):
        """Make a comparer.

        Args:
            aligner: Aligns words.
            settings: Those of matching.
            words: Gives the log-odds of two words.
            facts: What is asked of two words, or of a word, where it seldom matters.
        """
        self.aligner, self.words = aligner, words
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
        cost = self.cost(&one.word, &other.word)
        if cost and one.is_definite != other.is_definite:
            cost = min(cost, self.cost(self.bare(one), self.bare(other)) + self.article)
        cost /= max(one.length, other.length)
        if cost < self.unrelated and (weight_a < self.least_identity) != (weight_b < self.least_identity):
            return self.unrelated if cost and one.word.place == other.word.place else cost
        return cost

    cdef bint is_meant(self, ComparedToken token):
        return token.role in (NUMBER, HEAD_NOUN, COUNTRY, GENERATION, NOISE)

    cdef double log_odds(self, ComparedWord a, ComparedWord b) except? -1e9:
        """Return the log-odds that two words are one; an article that only one has costs little."""
        cdef double found = self.words(a.letters, b.letters)
        if found == self.max_log_odds or a.is_definite == b.is_definite:
            return found
        if self.attested(a.letters, b.letters) < 0:
            return found
        return max(found, <double>self.words(self.bare_letters(a), self.bare_letters(b)) - self.article)

    # Pairs

    cdef int pair(self, Side a, Side b, Pair* pairs) except -1:
        """Put down the tokens of two names in pairs, and then the rest; return how many pairs there are."""
        cdef int i, j, count = 0, related_count = 0, found = 0
        cdef int m = a.count, n = b.count
        cdef double cost
        cdef Related* related = <Related*>malloc((m * n + 1) * sizeof(Related))
        cdef int* partners = <int*>malloc((4 * (m + n) + 1) * sizeof(int))
        cdef int* chosen = partners
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
            more += <double>a.weights[i] >= self.least_identity
        for i in range(n):
            more -= <double>b.weights[i] >= self.least_identity
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

    cdef ComparedToken together(self, Side side, int begin, int end):
        """Return some tokens of a name as one."""
        return self.joined([at(side, i).token for i in range(begin, end)])

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
        a.tokens.append(self.together(a, 0, m))
        b.tokens.append(self.together(b, 0, n))
        a.weights.append(self.weight(at(a, m)))
        b.weights.append(self.weight(at(b, n)))
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
        longer.tokens.append(self.together(longer, begin, end))
        longer.weights.append(self.weight(at(longer, longer.count)))
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
            if pairs[i].b < 0 and <double>a.weights[pairs[i].a] >= self.least_identity:
                one = i
                of_one += 1
            elif pairs[i].a < 0 and <double>b.weights[pairs[i].b] >= self.least_identity:
                other = i
                of_other += 1
        if of_one != 1 or of_other != 1:
            return count
        x, y = at(a, pairs[one].a), at(b, pairs[other].b)
        if x.meaning or y.meaning or min(x.word.length, y.word.length) < 2 or x.role != y.role:
            return count
        if self.log_odds(x.word, y.word) < self.least_remainder:
            return count
        pairs[one].b, pairs[one].at_b, pairs[one].is_stated = pairs[other].b, pairs[other].at_b, False
        memmove(&pairs[other], &pairs[other + 1], (count - other - 1) * sizeof(Pair))
        return count - 1

    cdef int take_initials(self, Side a, Side b, Pair* pairs, int* count) except -1:
        """Drop the tokens of which one is the initial of the other, and those of their parts; return how many such."""
        cdef list left_a = [at(a, pairs[i].a) for i in range(count[0]) if pairs[i].b < 0]
        cdef list left_b = [at(b, pairs[i].b) for i in range(count[0]) if pairs[i].a < 0]
        cdef set gone_a = set(), gone_b = set()
        cdef int found = 0, i, kept = 0
        cdef ComparedToken token, other
        if not has_initial(left_a) and not has_initial(left_b):
            return 0
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
                a.lost.append(at(a, pairs[i].a))
            elif pairs[i].a < 0:
                b.lost.append(at(b, pairs[i].b))
            else:
                found = pairs[i].log_odds if pairs[i].is_stated else self.log_odds(
                    at(a, pairs[i].a).word, at(b, pairs[i].b).word
                )
                matches[matched].log_odds = min(bound, found)
                matches[matched].weight = max(<double>a.weights[pairs[i].a], <double>b.weights[pairs[i].b])
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
        cdef Side a = Side(query), b = Side(name)
        cdef int most = a.count + b.count + 1, count, joined, initials, matched
        cdef double values[COUNT_OF_FEATURES]
        cdef Pair* pairs = <Pair*>malloc(most * sizeof(Pair))
        cdef Match* matches = <Match*>malloc(most * sizeof(Match))
        cdef int i
        try:
            if pairs == NULL or matches == NULL:
                raise MemoryError
            memset(values, 0, sizeof(values))
            a.weights = [self.weight(token) for token in a.tokens]
            b.weights = [self.weight(token) for token in b.tokens]
            count = self.pair(a, b, pairs)
            joined = self.join(a, b, pairs, count)
            count = joined if joined >= 0 else count
            count = self.take_remainder(a, b, pairs, count)
            initials = self.take_initials(a, b, pairs, &count)
            matched = self.match(a, b, pairs, count, matches)
            self.identify(a)
            self.identify(b)
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
            return [(i, values[i]) for i in range(COUNT_OF_FEATURES) if values[i]]
        finally:
            free(pairs)
            free(matches)

    cdef int identify(self, Side side) except -1:
        """Put down the tokens of a name that tell it from others, and those of them that the other lacks."""
        cdef int i
        for i in range(side.count):
            if <double>side.weights[i] >= self.least_identity:
                side.identity.append(side.tokens[i])
        side.lost_identity = [token for token in side.lost if self.weight(token) >= self.least_identity]
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

    cdef bint are_lost(self, Side a, Side b, ComparedToken one, ComparedToken other):
        return one is not None and other is not None and is_among(one, a.lost) and is_among(other, b.lost)

    cdef int of_parts(self, Side a, Side b, Match* matches, int count, double* values) except -1:
        cdef bint is_thing = self.is_thing(a, b)
        cdef bint extra = has_role(a.lost, COUNTRY), missing = has_role(b.lost, COUNTRY)
        cdef int of_a = count_parts(a.lost_identity), of_b = count_parts(b.lost_identity), parts
        if not is_thing:
            values[FURTHER_GIVEN_NAME] = self.has_further(a, b, matches, count, True) or self.has_further(
                b, a, matches, count, False
            )
            values[OTHER_GIVEN_NAME] = self.are_lost(a, b, lead(a.identity), lead(b.identity))
            if count:
                values[OTHER_FAMILY_NAME] = self.are_lost(a, b, final(a.identity), final(b.identity))
                parts = min(of_a, of_b) - (values[OTHER_GIVEN_NAME] > 0) - (values[OTHER_FAMILY_NAME] > 0)
                values[OTHER_PART] = max(parts, 0)
        if count and of_a != of_b:
            parts = max(count_parts(a.identity), count_parts(b.identity))
            values[LACKING_OWN_NAME if is_thing else LACKING] = (
                <double>(of_a - of_b if of_a > of_b else of_b - of_a) / parts
            )
        values[OTHER_COUNTRY] = extra and missing
        values[LACKING_COUNTRY] = (a.type == ORGANIZATION or b.type == ORGANIZATION) and extra != missing
        return 0

    cdef bint has_further(self, Side a, Side b, Match* matches, int count, bint longer_is_a) except -1:
        """Whether a given name stands before what is the whole other name."""
        cdef ComparedToken first = lead(a.identity), other = lead(b.identity), token, partner
        cdef int i
        if first is None or other is None or not is_among(first, a.lost) or count_parts(b.identity) < 2:
            return False
        for token in a.tokens[: a.count]:
            if token.part <= first.part or token.is_head:
                continue
            for i in range(count):
                if (at(a, matches[i].a) if longer_is_a else at(a, matches[i].b)) is token:
                    partner = at(b, matches[i].b) if longer_is_a else at(b, matches[i].a)
                    if self.weight(partner) >= self.least_identity:
                        return partner is other
                    break
        return False

    cdef int of_things(self, Side a, Side b, int count, double* values) except -1:
        cdef bint own_a = has_role(a.lost, NAME), own_b = has_role(b.lost, NAME)
        cdef bint noun_a = has_head_noun(a.lost), noun_b = has_head_noun(b.lost)
        cdef bint is_other = (own_a and own_b) or (own_a and noun_b) or (own_b and noun_a)
        values[OTHER_OWN_NAME] = is_other and count > 0
        values[DIFFERENT_HEAD_NOUN] = noun_a and noun_b
        values[LACKING_HEAD_NOUN] = noun_a != noun_b
        values[OTHER_NUMBER] = has_number(a.lost, True) and has_number(b.lost, True)
        values[LACKING_NUMBER] = has_number(a.lost, False) != has_number(b.lost, False)
        return 0

    cdef int of_persons(self, Side a, Side b, Match* matches, int count, double* values) except -1:
        cdef int i
        cdef ComparedToken x, y
        cdef set extra = halves(a.lost), missing = halves(b.lost)
        values[OTHER_GENERATION] = has_role(a.lost, GENERATION) and has_role(b.lost, GENERATION)
        for i in range(count):
            x, y = at(a, matches[i].a), at(b, matches[i].b)
            if x.role == GIVEN and y.role == GIVEN and not x.is_head and x.word.form != y.word.form:
                if self.differ_in_gender(x.word.form, y.word.form):
                    values[GENDER] = 1
                    break
        values[OTHER_HALF] = len(extra) > 0 and len(missing) > 0 and extra.isdisjoint(missing)
        values[LACKING_HALF] = (not missing and self.lacks_half(a, matches, count, True)) or (
            not extra and self.lacks_half(b, matches, count, False)
        )
        return 0

    cdef bint lacks_half(self, Side side, Match* matches, int count, bint is_a) except -1:
        """Whether the half of a part is lost whose other half agrees."""
        cdef ComparedToken token
        cdef int i
        for token in side.lost:
            if token.is_head and token.role != PATRONYMIC and not token.word.is_son:
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
        cdef bint extra = has_role(a.lost, INITIAL), missing = has_role(b.lost, INITIAL), are_given = True
        cdef ComparedToken x, y
        if weakest >= 0 and matches[weakest].log_odds < 0:
            values[SLIP] = self.slipped(at(a, matches[weakest].a).word, at(b, matches[weakest].b).word, a)
        values[INITIALS] = initials
        values[OTHER_INITIAL] = (extra and (len(b.lost_identity) > 0 or missing or is_short)) or (
            missing and (len(a.lost_identity) > 0 or extra or is_short)
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
        cdef int least = self.slip_letters_alone if count_parts(query.identity) == 1 else self.slip_letters
        if not (a.is_ascii and b.is_ascii) or min(a.length, b.length) < least or not is_slip(a, b):
            return False
        return self.attested(a.letters, b.letters) >= 0 and not self.differ_in_gender(a.letters, b.letters)

    cdef int of_commonness(
        self, Side a, Side b, Match* matches, int count, double* values, int initials, bint joined, bint is_found
    ) except -1:
        cdef int of_a = count_parts(a.identity), of_b = count_parts(b.identity), i, agreeing = 0
        cdef bint is_lost = len(a.lost_identity) > 0 or len(b.lost_identity) > 0, are_common = True
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
        if not agreeing or (agreeing == 1 and not is_arabic_place) or a.lost_identity or b.lost_identity:
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


cdef bint has_initial(list tokens):
    cdef ComparedToken token
    for token in tokens:
        if token.role == INITIAL:
            return True
    return False


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
    cdef list tokens = side.tokens[: side.count]
    return [token for token in tokens if (<ComparedToken>token).role not in (TITLE, NOISE, NICKNAME)] or tokens
