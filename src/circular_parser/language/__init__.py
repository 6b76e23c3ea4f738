"""Documents to candidates: the spaCy pipeline ``circular_id`` and its components."""

from circular_parser.language.spacy_import import import_spacy

import_spacy()
