"""Small GEDCOM files of our own, as programs of different times and habits write them."""

from __future__ import annotations

HOUSE = """0 HEAD
1 GEDC
2 VERS 5.5.1
1 CHAR UTF-8
0 @I1@ INDI
1 NAME Tala Maria /Reyes/
2 NICK Tal
1 NAME Tala /Okafor/
1 SEX F
1 BIRT
2 DATE 4 MAR 1990
2 PLAC Baguio
1 BIRT
2 DATE 1991
1 FAMC @F1@
1 FAMC @F2@
2 PEDI adopted
1 FAMS @F3@
1 OCCU Nurse
0 @I2@ INDI
1 NAME Jun /Reyes/
1 SEX M
1 DEAT Y
0 @I3@ INDI
1 NAME Ligaya //
1 SEX F
1 DEAT
2 DATE BEF 2001
0 @I4@ INDI
1 NAME Ama /Mensah/
1 SEX F
1 RESN confidential
0 @I5@ INDI
1 NAME Efua /Mensah/
1 SEX F
0 @I6@ INDI
1 NAME Sam /Okafor/
1 SEX X
0 @I7@ INDI
1 NAME Kofi
1 BIRT
2 DATE 3 MAY 2015
1 ASSO @I8@
2 RELA twin
0 @I8@ INDI
1 NAME Kwame
1 BIRT
2 DATE ABT 2015
0 @I9@ INDI
1 NAME Nia
1 BIRT
2 DATE 7 JUL 2018
0 @I10@ INDI
1 NAME Zuri
1 BIRT
2 DATE 7 JUL 2018
0 @F1@ FAM
1 HUSB @I2@
1 WIFE @I3@
1 CHIL @I1@
1 MARR
2 DATE 1985
1 DIV
2 DATE FROM 1992 TO 1993
1 MARR
2 DATE 2 JUN 1996
0 @F2@ FAM
1 WIFE @I4@
1 WIFE @I5@
1 CHIL @I1@
1 MARR
2 TYPE living together
2 DATE 1999
0 @F3@ FAM
1 WIFE @I1@
1 HUSB @I6@
1 EVEN
2 TYPE Separation
2 DATE 2020
1 CHIL @I7@
1 CHIL @I8@
2 _FREL Step
2 _MREL Natural
1 CHIL @I9@
1 CHIL @I10@
0 @S1@ SOUR
1 TITL Family bible
0 TRLR
"""

BROKEN = """\ufeff0 HEAD
1 CHAR UTF-8
0 @A@ INDI
1 NAME Ana /Lim/
3 GIVN Ana
1 NOTE A long story
that a program broke over lines
2 CONC  and joined
2 CONT again
1 FAMS @NOWHERE@
1 FAMC @F@
0 @A@ INDI
1 NAME Somebody else
0 INDI
1 NAME Nobody's number
0 @B@ INDI
1 SEX QQ
1 FAMS @F@
0 @C@ INDI
1 NAME Cleo
1 FAMC @F@
2 STAT disproven
0 @D@ INDI
1 NAME Dan
1 FAMC @F@
2 PEDI sparkling
1 FAMS @F@
0 @E@ INDI
1 FAMS @F@
0 @F@ FAM
1 HUSB @VOID@
1 HUSB @GHOST@
1 CHIL @C@
1 CHIL @D@
1 HUSB @D@
"""

SEVEN = """0 HEAD
1 GEDC
2 VERS 7.0
0 @P1@ INDI
1 NAME Mira /Sol/
1 SEX F
1 FAMC @G1@
2 PEDI OTHER
3 PHRASE Guardian
1 FAMC @G2@
2 PEDI FOSTER
0 @P2@ INDI
1 NAME Leo /Sol/
1 SEX M
1 NO DEAT
0 @P3@ INDI
1 NAME Ada /Sol/
1 SEX F
1 ADOP
2 FAMC @G1@
0 @G1@ FAM
1 HUSB @P2@
1 CHIL @P1@
1 CHIL @P3@
0 @G2@ FAM
1 CHIL @P1@
1 CHIL @P3@
0 TRLR
"""

LATIN = "0 HEAD\n1 CHAR {char}\n0 @I1@ INDI\n1 NAME Bj\u00f6rn \u00c5ke /\u0141uk\u00e9/\n0 TRLR\n"


def house_with(*lines: str) -> bytes:
    """The house of Tala, with more ``lines`` before its end."""
    return HOUSE.replace("0 TRLR\n", "\n".join((*lines, "0 TRLR", ""))).encode()
