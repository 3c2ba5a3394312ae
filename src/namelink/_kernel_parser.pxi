# The structure of names: see `namelink.names.parser`, which defines it

NAME_WORD_ROLES = (
    "title", "honorific", "generation", "number", "legal_form", "organization", "place", "country", "particle", "family",
    "patronymic", "kunya", "note", "entry", "alias",
)
"""The roles of the words of the tables that the kernel knows, by number."""

cdef enum WordRole:
    A_TITLE, AN_HONORIFIC, A_GENERATION, A_NUMBER, A_LEGAL_FORM, AN_ORGANIZATION, A_PLACE, A_COUNTRY, A_PARTICLE
    A_FAMILY_LINK, A_PATRONYMIC_LINK, A_KUNYA_LINK, A_NOTE, AN_ENTRY, AN_ALIAS
    WORD_ROLES

cdef enum:
    NO_ROLE = -1
    NO_PHRASE = -1
    OF_PERSONS = (
        1 << A_TITLE | 1 << AN_HONORIFIC | 1 << A_GENERATION | 1 << A_FAMILY_LINK | 1 << A_PATRONYMIC_LINK
        | 1 << A_KUNYA_LINK
    )
    OF_THINGS = 1 << A_LEGAL_FORM | 1 << AN_ORGANIZATION | 1 << A_PLACE | 1 << A_NUMBER
    LINKS = 1 << A_FAMILY_LINK | 1 << A_PATRONYMIC_LINK | 1 << A_KUNYA_LINK
    OF_ASIDES = 1 << A_NOTE | 1 << AN_ENTRY
    IS_TITLE = 1 << A_TITLE
    IS_ORGANIZATION = 1 << AN_ORGANIZATION
    IS_PLACE = 1 << A_PLACE
    IS_LEGAL_FORM = 1 << A_LEGAL_FORM
    IS_COUNTRY = 1 << A_COUNTRY
    UNNAMED = 1 << TITLE | 1 << HONORIFIC | 1 << LEGAL_FORM | 1 << NOISE | 1 << PARTICLE
    MERGED = 1 << NUMBER | 1 << HEAD_NOUN | 1 << COUNTRY | 1 << LEGAL_FORM | 1 << GENERATION
    NOT_SPOKEN = 1 << TITLE | 1 << HONORIFIC | 1 << NOISE | 1 << NICKNAME | 1 << GENERATION

cdef int[12] ROLES_OF_WORDS = [
    TITLE, HONORIFIC, GENERATION, NUMBER, LEGAL_FORM, HEAD_NOUN, HEAD_NOUN, COUNTRY, PARTICLE, FAMILY, PATRONYMIC, KUNYA,
]


cdef class NamePhrase:
    """A word of the tables, or a phrase, that plays one role in names."""

    cdef readonly tuple tokens
    cdef readonly str meaning
    cdef int role, count

    def __cinit__(self, tuple tokens not None, int role, str meaning not None):
        if not tokens or not 0 <= role < WORD_ROLES:
            raise ValueError("the kernel: a phrase has a word or more, and a role that there is")
        self.tokens, self.role, self.meaning, self.count = tokens, role, meaning, len(tokens)


cdef class WrittenWord:
    """A folded token of a name as it is written: the phrases that begin with it, and what else a parser asks of it."""

    cdef readonly str token
    cdef readonly tuple phrases
    cdef bint is_given, head_noun_first, is_numeric

    def __cinit__(self, str token not None, tuple phrases not None, bint is_given, bint head_noun_first):
        for phrase in phrases:
            if not isinstance(phrase, NamePhrase):
                raise TypeError("the kernel: the phrases of a word are of its own kind")
        self.token, self.phrases, self.is_given, self.head_noun_first = token, phrases, is_given, head_noun_first
        self.is_numeric = token[:1].isdecimal()


cdef class PartWord:
    """A token of a name as it is compared, and what a parser asks of it."""

    cdef readonly str letters
    cdef readonly str form
    cdef bint is_head, is_end, is_patronymic, is_alphabetic
    cdef int length

    def __cinit__(self, str letters not None, str form not None, bint is_head, bint is_end, bint is_patronymic):
        self.letters, self.form, self.length, self.is_alphabetic = letters, form, len(form), letters.isalpha()
        self.is_head, self.is_end, self.is_patronymic = is_head, is_end, is_patronymic


cdef struct Mark:
    int role, phrase, link
    bint is_article


cdef struct Part:
    int role, part, first, end, phrase
    bint is_servant, is_head


cdef class NameParser:
    """Parses names without commas, brackets, footnotes and numbers, and without words for "also known as"."""

    cdef object part_token, new
    cdef tuple roles
    cdef frozenset heads

    def __init__(self, part_token, tuple roles not None, frozenset heads not None):
        """Make a parser.

        Args:
            part_token: What the tokens of a structure are made of, a tuple with names.
            roles: The roles of parts by number.
            heads: The letters of words that begin a compound.
        """
        if len(roles) != ROLES:
            raise ValueError("the kernel: it knows other roles of parts")
        self.part_token, self.new, self.roles, self.heads = part_token, tuple.__new__, roles, heads

    def parse(self, list words not None, list parts not None, list ends not None, frozenset dots not None, int type):
        """Return the type of a name and its tokens with their roles; None for a name of another kind.

        Args:
            words: Its folded tokens.
            parts: Its tokens as they are compared.
            ends: For each of these the place of the first folded token that it was written as, and that after the last.
            dots: The places of folded tokens with a dot behind them.
            type: What it is known to be the name of.
        """
        cdef Py_ssize_t n = len(words), m = len(parts), i
        cdef Mark own_marks[FEW]
        cdef Part own_found[FEW]
        cdef Mark* marks = own_marks
        cdef Part* found = own_found
        cdef bint is_large = n > FEW or m > FEW, is_other = False
        cdef list phrases = [], places = [], letters = []
        for word in words:
            if not isinstance(word, WrittenWord):
                raise TypeError("the kernel: the words of a name are of its own kind")
            is_other = is_other or (<WrittenWord>word).is_numeric
        for part in parts:
            if not isinstance(part, PartWord):
                raise TypeError("the kernel: the parts of a name are of its own kind")
        if not n or not m or is_other:
            return None
        if len(ends) != m:
            raise ValueError("the kernel: each part has a beginning and an end")
        if is_large:
            marks, found = <Mark*>malloc(n * sizeof(Mark)), <Part*>malloc(m * sizeof(Part))
        try:
            if marks == NULL or found == NULL:
                raise MemoryError
            for i in range(n):
                marks[i].role, marks[i].phrase, marks[i].link, marks[i].is_article = NO_ROLE, NO_PHRASE, 0, False
            for i in range(m):
                found[i].first, found[i].end = ends[i]
                if not 0 <= found[i].first < found[i].end <= n:
                    raise ValueError("the kernel: a part is of words that there are not")
            return self.parsed(words, parts, dots, type, n, m, marks, found, phrases, places, letters)
        finally:
            if is_large:
                free(marks)
                free(found)

    cdef tuple parsed(
        self, list words, list parts, frozenset dots, int type, int n, int m, Mark* marks, Part* found, list phrases,
        list places, list letters
    ):
        cdef int i, count
        cdef list tokens
        for i in range(m):
            for count in range(found[i].first, found[i].end - 1):
                marks[count].is_article = True
        if not self.find(words, dots, n, marks, phrases, places):
            return None
        type = type or type_of(words, parts, phrases, places, n)
        self.mark(words, phrases, places, n, type, marks)
        tokens = []
        count = self.read(parts, dots, m, type, marks, found, letters, tokens)
        if not name_family(found, count, type):
            return None
        for i in range(count):
            tokens[i] = self.new(
                self.part_token,
                (
                    letters[i], (<PartWord>tokens[i]).form, self.roles[found[i].role],
                    (<NamePhrase>phrases[found[i].phrase]).meaning if found[i].phrase >= 0 else "",
                    found[i].part, found[i].first, found[i].end, found[i].is_servant, found[i].is_head,
                ),
            )
        return type, tuple(tokens)

    cdef bint find(self, list words, frozenset dots, int n, Mark* marks, list phrases, list places) except -1:
        """Put down the phrases in a name, the longest at each place, each with its place.

        It is False where one of them is a word for "also known as".
        """
        cdef int at = 0, longest
        cdef bint has_title
        cdef WrittenWord word
        cdef NamePhrase phrase
        cdef list fitting
        while at < n:
            word = words[at]
            if not word.phrases:
                at += 1
                continue
            fitting = []
            has_title = False
            for phrase in word.phrases:
                if stands(phrase, words, at, n) and may_be_word(phrase, word, at in dots, at > 0 and at + 1 == n):
                    fitting.append(phrase)
                    has_title = has_title or phrase.role == A_TITLE
            if n > 1 and not has_title and word.is_given:
                fitting = [each for each in fitting if not is_of_thing(each, word, at)]
            longest = 1
            for phrase in fitting:
                longest = max(longest, phrase.count)
            if not marks[at].is_article:
                for phrase in fitting:
                    if phrase.count < longest:
                        continue
                    if phrase.role == AN_ALIAS:
                        return False
                    if not 1 << phrase.role & OF_ASIDES:
                        phrases.append(phrase)
                        places.append(at)
            at += longest
        return True

    cdef int mark(self, list words, list phrases, list places, int n, int type, Mark* marks) except -1:
        """Mark the phrases that play their role at their place."""
        cdef int number, place, end, titles = 0, i
        cdef bint thing = type == ORGANIZATION or type == PLACE, is_marked
        cdef NamePhrase phrase
        for number in range(len(phrases)):
            phrase, place = phrases[number], places[number]
            end = place + phrase.count
            is_marked = False
            for i in range(place, end):
                is_marked = is_marked or marks[i].role >= 0 or marks[i].link
            if is_marked:
                continue
            while titles < place and marks[titles].role == TITLE:
                titles += 1
            if fits(phrase.role, thing) and plays(phrase, words[place], titles == place, place, end < n, n):
                put_phrase(phrase.role, number, marks, place, end)
            elif phrase.role == A_COUNTRY and titles == place > 0 and n - end > 1:
                put_phrase(A_TITLE, number, marks, place, end)
        for i in range(n):
            if marks[i].role < 0 or not 1 << marks[i].role & (UNNAMED | 1 << COUNTRY):
                return 0
        for i in range(n):
            marks[i].role, marks[i].phrase = NO_ROLE, NO_PHRASE
        return 0

    cdef int read(
        self, list parts, frozenset dots, int m, int type, Mark* marks, Part* found, list letters, list tokens
    ) except -1:
        """Put down the tokens of a name with their roles and parts; return how many there are."""
        cdef int place, count = 0, part = -1, role = NAME, first, end
        cdef bint joined = False, goes_on, of_god, is_head, after, joins
        cdef Mark mark
        cdef PartWord token
        for place in range(m):
            token, first, end = parts[place], found[place].first, found[place].end
            mark = marks[end - 1]
            goes_on = mark.phrase >= 0 and count > 0 and marks[found[count - 1].end - 1].phrase == mark.phrase
            if goes_on and mark.role >= 0 and 1 << mark.role & MERGED:
                letters[count - 1] = <str>letters[count - 1] + token.letters
                found[count - 1].end = end
                continue
            after = place + 1 < m
            part += not (joined or goes_on) or part < 0
            of_god = count > 0 and letters[count - 1] in self.heads
            is_head = mark.link > 0 or token.is_head or (token.is_end and not of_god)
            if not joined or mark.role >= 0:
                role = mark.role if mark.role >= 0 else mark.link if mark.link else GIVEN
            if not joined and mark.role < 0 and type != ORGANIZATION and is_initial(token, end, dots):
                role = INITIAL
            elif role == GIVEN and count and after and token.is_patronymic:
                role = PATRONYMIC
            letters.append(token.letters)
            tokens.append(token)
            found[count].role, found[count].part, found[count].first, found[count].end = role, part, first, end
            found[count].phrase, found[count].is_servant, found[count].is_head = mark.phrase, of_god, is_head
            count += 1
            joins = mark.link > 0 or token.is_head or (after and (<PartWord>parts[place + 1]).is_end)
            joined = after and joins and (mark.role < 0 or mark.role == NICKNAME)
        return count


cdef bint stands(NamePhrase phrase, list words, int at, int n):
    """Whether all of a phrase stands at a place."""
    cdef int i
    if at + phrase.count > n:
        return False
    for i in range(phrase.count):
        if (<WrittenWord>words[at + i]).token != <str>phrase.tokens[i]:
            return False
    return True


cdef bint may_be_word(NamePhrase phrase, WrittenWord word, bint dotted, bint last):
    """Whether a phrase that begins with a single letter is more than an initial."""
    if len(word.token) != 1 or phrase.count > 1 or phrase.role == A_TITLE:
        return True
    return not dotted and (phrase.role == A_PARTICLE or (phrase.role == A_GENERATION and last))


cdef bint is_of_thing(NamePhrase phrase, WrittenWord word, int place):
    """Whether a phrase is one word of things, where a given name may stand."""
    return 1 << phrase.role & OF_THINGS and phrase.count == 1 and (place == 0 or not word.head_noun_first)


cdef int type_of(list words, list parts, list phrases, list places, int n) except -1:
    """Return what the words of a name show it to be the name of."""
    cdef int at_first = 0, at_last = 0, anywhere = 0, place, i, j
    cdef bint numbered = False, head_first = (<WrittenWord>words[0]).head_noun_first
    cdef NamePhrase phrase
    if n < 2:
        return NO_TYPE
    for i in range(len(phrases)):
        phrase, place = phrases[i], places[i]
        anywhere |= 1 << phrase.role
        if place == 0:
            at_first |= 1 << phrase.role
        if place + phrase.count > n - 1:
            at_last |= 1 << phrase.role
        if phrase.role == A_NUMBER:
            for j in range(len(phrases)):
                numbered = numbered or (<int>places[j] == 0 and (<NamePhrase>phrases[j]).count == place)
    if at_first & IS_TITLE:
        if not (at_first & IS_PLACE and not at_first & IS_ORGANIZATION) and not (at_first & IS_ORGANIZATION and numbered):
            return PERSON
    if anywhere & IS_LEGAL_FORM or at_first & IS_ORGANIZATION:
        return ORGANIZATION
    if anywhere & LINKS and not at_first & IS_PLACE:
        return PERSON
    if anywhere & IS_ORGANIZATION and not head_first:
        return ORGANIZATION
    if at_first & IS_PLACE:
        return NO_TYPE if at_first & IS_TITLE else PLACE
    if (<WrittenWord>words[0]).is_given:
        return PERSON
    if len(parts) > 1 and ((<PartWord>parts[0]).is_head or (<PartWord>parts[1]).is_end):
        return PERSON
    return PLACE if at_last & IS_COUNTRY or (at_last & IS_PLACE and not head_first) else NO_TYPE


cdef bint fits(int role, bint thing) noexcept:
    """Whether a role goes with what a name is the name of."""
    if role == A_COUNTRY or 1 << role & OF_THINGS:
        return thing
    return not (thing and 1 << role & OF_PERSONS)


cdef bint plays(NamePhrase phrase, WrittenWord word, bint before_name, int place, bint has_more, int n):
    """Whether a phrase plays its role where it stands."""
    cdef int role = phrase.role
    if role == A_TITLE:
        return before_name and has_more
    if role == AN_HONORIFIC or role == A_GENERATION:
        return place > 0
    if role == A_KUNYA_LINK or role == A_FAMILY_LINK:
        return has_more
    if role == A_PATRONYMIC_LINK or (role == A_PARTICLE and word.is_given):
        return place > 0 and has_more
    return n > 1


cdef int put_phrase(int role, int number, Mark* marks, int place, int end) noexcept:
    """Mark the tokens of a phrase that plays a role."""
    cdef int i
    for i in range(place, end):
        marks[i].phrase = number
        if 1 << role & LINKS:
            marks[i].link = ROLES_OF_WORDS[role]
        else:
            marks[i].role = ROLES_OF_WORDS[role]
    return 0


cdef bint is_initial(PartWord token, int end, frozenset dots):
    """Whether a token is a letter for a name, or two letters for a sound before a dot."""
    return token.is_alphabetic and (token.length == 1 or (token.length == 2 and end - 1 in dots))


cdef bint name_family(Part* found, int count, int type) noexcept:
    """Put down the last given name of a person as the family name, those of things as the own name.

    It is False where a name has no part of its own.
    """
    cdef int i, roles = 0, first = -1, last = -1, spoken = NO_ROLE, last_spoken = NO_ROLE
    cdef bint few, is_family
    for i in range(count):
        roles |= 1 << found[i].role
        if found[i].role == GIVEN:
            first = found[i].part if first < 0 else first
            last = found[i].part
        if not 1 << found[i].role & NOT_SPOKEN:
            spoken = found[i].role if spoken < 0 else spoken
            last_spoken = found[i].role
    if not roles & ~(UNNAMED | 1 << HEAD_NOUN | 1 << COUNTRY):
        return False
    few = first == last  # the numbers of parts rise
    if type == ORGANIZATION or type == PLACE or (few and type == NO_TYPE):
        for i in range(count):
            if found[i].role == GIVEN:
                found[i].role = NAME
        return True
    is_family = not roles & 1 << FAMILY
    if few and not roles & (1 << PATRONYMIC | 1 << INITIAL | 1 << KUNYA):
        is_family = False
    if few and spoken == GIVEN and last_spoken == PATRONYMIC:
        is_family = False
    if is_family:
        for i in range(count):
            if found[i].role == GIVEN and found[i].part == last:
                found[i].role = FAMILY
    return True
