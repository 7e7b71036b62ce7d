"""Forms of one given name that people use for each other: short forms and sister forms in several languages.

Our own list, kept small on purpose: sound keys already bring together what merely is spelt differently. Each line is
one name; a form may stand on several lines.
"""

from __future__ import annotations

from collections import defaultdict

_LINES = """
abigail abby gail
agnieszka aga
albert al bert bertie alberto
aleksandr alexander alex sasha sandro alejandro alessandro iskander sandy
aleksandra alexandra alex sasha sandra sandy alejandra olya
alfred fred freddie alfredo
amelia amy millie
anastasia nastya stacey ana
andrew andy drew andrei andres andrzej andreas
angela angie angelina
anna ann anne annie ana hanna hannah anya
anthony tony antonio anton antoni toni antoine
barbara barb babs basia
benjamin ben benny benji
catherine kate katie kathy cathy katherine kathleen katarzyna kasia ekaterina katya catalina karen
charles charlie chuck carlos karl carl
charlotte lottie charlie
christina tina chris christine krystyna cristina
christopher chris kit topher christoph cristobal krzysztof
cynthia cindy
daniel dan danny daniil
david dave davey dawid daud
deborah debbie deb
dmitri dima dmitry mitya
dolores lola
dorothy dot dottie dolly
edward ed eddie ted teddy ned eduardo edouard
eleanor ellie nell nora elena
elizabeth liz lizzie beth betty eliza elsa lisa bess betsy elisabeth isabel elzbieta
emily em emma
eugene gene evgeni zhenya eugenio
fatima fatma fatoumata fatou
frances fran francesca fanny
francisco paco pancho francis frank frankie francesco franz curro
frederick fred freddie federico fryderyk
gabriel gabe gabriela gaby
george jorge giorgi yuri georg jerzy georgios
gerald gerry jerry
gregory greg grzegorz
guadalupe lupe lupita
guillermo william memo
gwendolyn gwen
henry harry hank enrique henri heinrich
hector hec
ibrahim abraham abe avi ibrahima
ignacio nacho
ioannis john yannis giannis
irina ira irene
isaac ike ishaq
isabella bella izzy isabel
ivan john vanya
jacob jake jack yakov yaakov yaqub jakub
jacqueline jackie
james jim jimmy jamie jaime santiago diego jacobo
jennifer jen jenny
jessica jess jessie
jesus chuy chucho issa
joanna jo joan johanna asia
john jack johnny jon juan ivan jan jean johann yahya sean ian giovanni
jonathan jon nathan
joseph joe joey jose josef jozef giuseppe yusuf youssef yosef pepe
joshua josh
juan john juancho
judith judy
kenneth ken kenny
kimberly kim
konstantin kostya
lawrence larry lorenzo
leonard len lenny leo
louis luis lou louie luigi ludwig
lucy lucia luz
ludmila lyuda mila
magdalena lena magda
manuel manny manolo emanuel
margaret maggie meg peggy margo marge greta margarita malgorzata gosia rita
maria mary marie mariam maryam miriam marija maryja masha molly mia
martin marty marcin
matthew matt matteo mateo mateusz matthias
maximilian max maksim
megan meg
melissa mel missy
michael mike mick mickey mikhail misha miguel michal michel mikael
mohammed mo mohamed muhammad mamadou mehmet hamoudi
monica mona
mustafa moustapha musti
natalia natasha natalie nat tasha
nicholas nick nicky nicolas nikolai kolya nikos mikolaj niklas
oleksandr alexander sasha oleksandra
olga olya olha
olivia liv livvy
pamela pam
patricia pat patty tricia trish patrycja
patrick pat paddy patricio
paul pablo pavel pawel paolo
peter pete pedro pyotr piotr pierre petros petya boutros
philip phil felipe philippe
raymond ray ramon
rebecca becky becca
richard rick dick richie rich ricardo ryszard
robert bob rob bobby bert roberto robbie
ronald ron ronnie
rosario charo rosa
samantha sam sammy
samuel sam sammy
sarah sara sally sadie
sergei serhiy seryozha sergio serge
solomon sol suleiman sulayman
sophia sophie sofia zofia sonya
stanislav stas stan stanislaw
stephen steve steven stefan esteban stephane szczepan
susan sue susie suzanne susanna zuzanna
svetlana sveta svitlana
tatiana tanya tania
teresa terry tess tessa theresa
thomas tom tommy tomas tomasz
timothy tim timmy
valentina valya tina
veronica ronnie vera nika
victoria vicky tori vika wiktoria
vincent vince vinny vicente
vladimir vova volodya volodymyr vlad wlodzimierz
walter walt wally
william bill billy will willie liam guillermo wilhelm guillaume
yelena elena lena olena helen
yevgenia zhenya eugenia
yulia julia juliya julie
zachary zach zack
"""


def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for line in _LINES.strip().splitlines():
        forms = line.split()
        for form in forms:
            found[form].update(forms)
    return {form: frozenset(others - {form}) for form, others in found.items()}


_OTHERS = _groups()


def other_forms(word: str) -> frozenset[str]:
    """Other forms of the folded given name ``word``; empty when the list does not know it.

    >>> "william" in other_forms("bill")
    True
    """
    return _OTHERS.get(word, frozenset())
