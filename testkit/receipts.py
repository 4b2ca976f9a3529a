"""Receipts of fictitious persons: the ordinary one, and one of each kind that a counter prints."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cnss_counter.domain.bilingual import NOTHING, Bilingual
from cnss_counter.paper.content.leaflet import LeafletContent, LeafletSection
from cnss_counter.paper.content.receipt import (
    Notice,
    PaperState,
    ReceiptContent,
    ReceiptPaper,
    ReceiptRow,
)

REFERENCE = "RCS-041-1-2026-000123-57"
SEALED = (
    "RD2/RCS-041-1-2026-000123-57/20261122T140500Z/041/7D82/V1C0/8A5B87F4ADEABCF99F0C21D4/"
    "6BFXS59U:0T*JX:9Z/8Q4N2 KD%HV3+B7$E-ME0.WL6R1AU5FC8TPYJG9NQS2X4ZDK7H3BVOMIE6WLR0A1U5FC8TP"
)

STATES: dict[PaperState, Bilingual] = {
    "seen": Bilingual("Original vu", "اطلع على الأصل"),
    "copy_kept": Bilingual("Copie conservée", "نسخة محتفظ بها"),
    "absent": Bilingual("Non fournie", "غير مدلى بها"),
    "refused": Bilingual("Refusée", "مرفوضة"),
}
CARD = Bilingual(
    "Copie de la carte d’immatriculation à la CNSS",
    "نسخة من بطاقة التسجيل بالصندوق الوطني للضمان الاجتماعي",
)
IDENTITY = Bilingual(
    "Copie de la carte nationale d’identité de l’assuré(e) ou titre de séjour pour les étrangers "
    "(carte de résidence ou carte d’immatriculation)",
    "نسخة من البطاقة الوطنية للتعريف الخاصة بالمؤمن له أو سند الإقامة بالنسبة للأجانب (بطاقة "
    "الإقامة أو بطاقة التسجيل)",
)
FORM = Bilingual(
    "Formulaire « Demande de remboursement des cotisations salariales réservée à l’assuré(e) » "
    "(Réf. 310-1-32)",
    "استمارة طلب استرجاع مبلغ الاشتراكات الأجرية خاص بالمؤمن له(ها) (المرجع رقم: 310-1-32)",
)
UNDERGROUND = Bilingual(
    "Attestation de travail au fond pendant 5 ans au moins",
    "شهادة العمل في باطن الأرض لمدة 5 سنوات على الأقل",
)
OTHER_SCHEME = Bilingual(
    "Attestation de période d'assurance auprès d'un autre régime de base",
    "شهادة تثبت وجود فترة تأمين لدى نظام تقاعد أساسي آخر",
)
DEATH = Bilingual("Extrait d'acte de décès de l'assuré(e)", "نسخة موجزة من رسم وفاة المؤمن له(ها)")
MARRIAGE = Bilingual("Copie de l'acte de mariage", "نسخة من رسم الزواج")
BIRTHS = Bilingual("Extraits d'actes de naissance des enfants", "نسخ موجزة من رسوم ولادة الأبناء")
DIVORCE = Bilingual(
    "Certificat de non-divorce ou de prise en charge", "شهادة عدم الطلاق أو شهادة التكفل"
)

CONTROL = Notice(
    Bilingual("Contrôle physique", "المراقبة المادية"),
    Bilingual(
        "Votre demande est soumise au contrôle physique. Déposez votre dossier papier, accompagné "
        "du présent accusé, dans une agence de la CNSS.",
        "طلبكم خاضع للمراقبة المادية. يتعين عليكم وضع ملفكم الورقي، مرفقا بهذا الوصل، في وكالة من "
        "وكالات الصندوق الوطني للضمان الاجتماعي.",
    ),
    is_boxed=True,
)
JOIN_THIS = Notice(
    Bilingual("", ""),
    Bilingual(
        "En cas de demande de contrôle physique des documents, ce document est à joindre à "
        "votre dossier physique.",
        "في حالة طلب المراقبة المادية للوثائق، يجب إرفاق هذا المستند بملفكم المادي.",
    ),
)
REQUALIFIED = Notice(
    Bilingual("Pension de survivants", "معاش المتوفى عنهم"),
    Bilingual(
        "Si les conditions de stage de la pension sont réunies, cette demande pourrait être "
        "requalifiée en demande de pension de survivants.",
        "في حالة توفركم على شروط الاستفادة من معاش المتوفى عنهم، فإن طلبكم هذا قد يحول إلى "
        "طلب معاش المتوفى عنهم.",
    ),
)
IN_TIME = Bilingual(
    "Demande déposée dans le délai (à titre indicatif).", "أودع الطلب داخل الأجل (للاستئناس)."
)
ANSWER = Bilingual(
    "La loi n° 55-19 (dahir n° 1-20-06 du 6 mars 2020) vous doit ce récépissé et une réponse, dans "
    "le délai que la CNSS publie, 60 jours au plus.",
    "يلزم القانون رقم 55-19 (الظهير رقم 1-20-06 بتاريخ 6 مارس 2020) الصندوق بتسليمكم هذا الوصل "
    "وبالرد داخل الأجل الذي ينشره، على ألا يتجاوز 60 يوما.",
)
IRREVOCABLE = Notice(
    Bilingual("", ""),
    Bilingual(
        "La demande est définitive et irrévocable. Les périodes d’assurance remboursées sont "
        "annulées et n’ouvriront plus droit à aucune prestation de la CNSS.",
        "يعتبر الطلب نهائيا ولا رجعة فيه. وتلغى فترات التأمين التي تم استرجاع الاشتراكات المتعلقة "
        "بها، ولا تخول بعد ذلك الحق في أي تعويض من تعويضات الصندوق.",
    ),
    is_boxed=True,
)
KEEP = Bilingual("Gardez cet accusé", "احتفظوا بهذا الوصل")
CALL = Bilingual(
    "Questions : 080 203 33 33 ou 080 200 72 00", "للاستفسار: 080 203 33 33 أو 080 200 72 00"
)
CALL_AGENCY = Bilingual(
    "Questions : agence 05 37 00 00 00, 080 203 33 33 ou 080 200 72 00",
    "للاستفسار: الوكالة 05 37 00 00 00 أو 080 203 33 33 أو 080 200 72 00",
)
NOTHING_TO_BRING = Bilingual("Rien d’autre à apporter pour l’instant", "لا شيء آخر يجب إحضاره الآن")
TO_BRING = Bilingual("À apporter dès que possible", "أحضروا في أقرب وقت")
PAPER_FILE = Bilingual("Votre dossier papier, à une agence", "ملفكم الورقي، إلى إحدى الوكالات")
REASON = Bilingual("Motif :", "السبب:")

FINAL = Bilingual("DOSSIER COMPLET", "ملف كامل")
PROVISIONAL = Bilingual("PROVISOIRE", "مؤقت")
TRAINING = Bilingual("FORMATION", "تكوين")

NAME = ReceiptRow(
    Bilingual("Madame / Monsieur", "السيد(ة)"), "Fatima Zahra EL ALAOUI", "فاطمة الزهراء العلوي"
)
NUMBER = ReceiptRow(
    Bilingual(
        "Immatriculé(e) à la CNSS sous le numéro",
        "المسجل(ة) بالصندوق الوطني للضمان الاجتماعي تحت رقم",
    ),
    "123456789",
)
KIND = ReceiptRow(
    Bilingual("Type de demande", "نوع الطلب"),
    "Remboursement des cotisations salariales",
    "استرجاع مبلغ الاشتراكات الأجرية",
)
REFERENCE_ROW = ReceiptRow(Bilingual("Référence de la demande", "رقم الطلب"), REFERENCE)
DATE = ReceiptRow(Bilingual("Date de la demande", "تاريخ الطلب"), "22/11/2026 14:05")
PORTAL = ReceiptRow(
    Bilingual("Référence et date du portail", "مرجع وتاريخ البوابة"),
    "TW-2026-0045871 · 15/11/2026",
)
DEPOSITOR = ReceiptRow(
    Bilingual("Déposé par", "المودع"), "Salma BERRADA (fille) · CNIE AB123456", ""
)


HOURS = ReceiptRow(
    Bilingual("Heures d’ouverture de l’agence", "أوقات عمل الوكالة"),
    "du lundi au vendredi, de 8 h 30 à 16 h 30",
    "من الاثنين إلى الجمعة، من 8 و30 إلى 16 و30",
)
ASK = Bilingual("À demander aussi : lisez le cadre", "ما يطلب أيضا: اقرؤوا الإطار")
AFTER_DEATH = Notice(
    Bilingual("À demander aussi, sans attendre", "ما يطلب أيضا دون انتظار"),
    Bilingual(
        "Avant que la CNSS réponde : l’allocation au décès se demande par l’imprimé 317-1-01.",
        "قبل أن يجيب الصندوق: يطلب التعويض عن الوفاة بالمطبوع 317-1-01.",
    ),
    is_boxed=True,
)
LATE = Notice(
    Bilingual("Demande déposée hors délai", "طلب مودع بعد انقضاء الأجل"),
    Bilingual(
        "À titre indicatif, le dernier jour pour déposer était le 10 mars 2026. C’est la CNSS qui "
        "décide si la demande est recevable.",
        "على سبيل الاستئناس، كان آخر يوم للإيداع هو 10 مارس 2026. والصندوق هو من يقرر هل يقبل "
        "الطلب.",
    ),
    is_boxed=True,
)
CONTINUED = Bilingual("(suite)", "(تتمة)")


def paper(
    label: Bilingual,
    state: PaperState = "copy_kept",
    reason: str = "",
    to_bring: Bilingual = NOTHING,
) -> ReceiptPaper:
    introduced = REASON if reason else NOTHING
    return ReceiptPaper(label, state, STATES[state], True, reason, introduced, to_bring)


def receipt() -> ReceiptContent:
    """The ordinary receipt: three papers, all in hand."""
    return ReceiptContent(
        reference=REFERENCE,
        deposited_at="2026-11-22T14:05:00+01:00",
        organisation=Bilingual(
            "Caisse Nationale de Sécurité Sociale", "الصندوق الوطني للضمان الاجتماعي"
        ),
        agency=Bilingual("Agence : Rabat-Agdal (041)", "الوكالة: الرباط أكدال (041)"),
        clerk=Bilingual(
            "Agent : K. BENNANI · guichet 1", "العون: \u2066K. BENNANI\u2069 · الشباك 1"
        ),
        title=Bilingual("Accusé de dépôt de demande", "وصل الإيداع"),
        subtitle=Bilingual("Dépôt au guichet", "إيداع بالوكالة"),
        copies=(
            Bilingual("Exemplaire du demandeur", "نسخة صاحب الطلب"),
            Bilingual("Exemplaire du dossier", "نسخة الملف"),
        ),
        rows=(REFERENCE_ROW, NAME, NUMBER, KIND, DATE),
        papers_title=Bilingual("Pièces jointes : 3 reçues sur 3", "الوثائق المرفقة: 3 من أصل 3"),
        papers=(paper(CARD), paper(IDENTITY), paper(FORM, "seen")),
        notices=(JOIN_THIS, IRREVOCABLE),
        next_steps_title=Bilingual("Et maintenant ?", "ما بعد الإيداع"),
        next_steps=(IN_TIME, ANSWER),
        signature_box=Bilingual("Cachet et signature", "الخاتم والإمضاء"),
        verify_label=Bilingual(
            "Pour vérifier cet accusé, présentez-le à un guichet de la CNSS : il lit ce code.",
            "للتحقق من هذا الوصل، قدموه إلى شباك من شبابيك الصندوق: فهو يقرأ هذا الرمز.",
        ),
        disclaimer=Bilingual(
            "Le présent accusé ne préjuge pas de la décision de la CNSS.",
            "لا يعتبر هذا الوصل قرارا بقبول الطلب.",
        ),
        privacy=Bilingual(
            "Vos données servent à vous identifier et à traiter votre demande. Elles sont "
            "réservées à l’usage de la CNSS et ne sont pas communiquées à des tiers (loi "
            "n° 09-08). Vous pouvez y accéder et les faire rectifier. Autorisation CNDP n° "
            "(à compléter).",
            "تستعمل معطياتكم للتعريف بكم ولمعالجة طلبكم. وهي مخصصة للصندوق وحده ولا تسلم للغير "
            "(القانون رقم 09-08). يمكنكم الاطلاع عليها وطلب تصحيحها. رقم إذن اللجنة الوطنية "
            "لمراقبة حماية المعطيات ذات الطابع الشخصي: (يستكمل لاحقا).",
        ),
        fingerprint_label=Bilingual("Journal du guichet :", "سجل الشباك:"),
        fingerprint="14-A5B87F4A",
        sealed=SEALED,
        come_back_title=NOTHING_TO_BRING,
        keep=KEEP,
        call=CALL,
        standing=FINAL,
        edition=Bilingual("Version 1", "الصيغة 1"),
    )


def under_control() -> ReceiptContent:
    """Selected for physical control, from the portal, both references on it."""
    ordinary = receipt()
    return replace(
        ordinary,
        subtitle=Bilingual("Demande déposée sur TAAWIDATY", "طلب مودع عبر \u2066TAAWIDATY\u2069"),
        rows=(*ordinary.rows, PORTAL),
        notices=(CONTROL, IRREVOCABLE),
        come_back_title=TO_BRING,
        to_bring=(PAPER_FILE,),
    )


def provisional() -> ReceiptContent:
    """A miner without the underground certificate."""
    ordinary = receipt()
    return replace(
        ordinary,
        papers_title=Bilingual("Pièces jointes : 3 reçues sur 4", "الوثائق المرفقة: 3 من أصل 4"),
        papers=(*ordinary.papers, paper(UNDERGROUND, "absent", "à demander à l'employeur")),
        is_provisional=True,
        come_back_title=TO_BRING,
        come_back_text=Bilingual(
            "il manque 1 pièce",
            "تنقص وثيقة واحدة",
        ),
        standing=PROVISIONAL,
        marks=(PROVISIONAL,),
    )


def two_to_bring() -> ReceiptContent:
    """A widow who has two papers to bring, and more to ask for; she was late."""
    card = Bilingual("Carte d’immatriculation CNSS", "بطاقة التسجيل بالصندوق")
    identity = Bilingual("Copie de la pièce d’identité", "نسخة من وثيقة الهوية")
    return replace(
        provisional(),
        papers=(
            paper(CARD, "absent", "perdue", card),
            paper(IDENTITY, "absent", "oubliée", identity),
            paper(FORM, "seen"),
        ),
        papers_title=Bilingual("Pièces jointes : 1 sur 3", "الوثائق المرفقة: 1 من أصل 3"),
        come_back_text=Bilingual("il manque 2 pièces", "تنقص وثيقتان"),
        notices=(LATE, JOIN_THIS, IRREVOCABLE, AFTER_DEATH),
        next_steps=(ANSWER,),
        ask=ASK,
        call=CALL_AGENCY,
    )


def refused() -> ReceiptContent:
    """Hers, of which one paper was handed over and not taken."""
    two = two_to_bring()
    said = Bilingual(
        "Copie de la pièce d’identité (pièce refusée : illisible)",
        "نسخة من وثيقة الهوية (الوثيقة المدلى بها مرفوضة: illisible)",
    )
    identity = paper(IDENTITY, "refused", "illisible", said)
    return replace(two, papers=(paper(CARD), identity, paper(FORM, "seen")))


def two_to_bring_again() -> ReceiptContent:
    """Her duplicate."""
    marks = (PROVISIONAL, Bilingual("DUPLICATA n° 1", "نظير رقم 1"))
    return replace(two_to_bring(), duplicate=1, marks=marks)


def duplicate() -> ReceiptContent:
    return replace(receipt(), duplicate=2, marks=(Bilingual("DUPLICATA n° 2", "نظير رقم 2"),))


def training() -> ReceiptContent:
    return replace(receipt(), is_training=True, marks=(TRAINING,))


def survivors() -> ReceiptContent:
    """A widow's request, brought by her daughter: six papers and a note."""
    ordinary = receipt()
    return replace(
        ordinary,
        rows=(
            REFERENCE_ROW,
            NAME,
            NUMBER,
            replace(
                KIND,
                value="Remboursement des cotisations salariales réservé aux ayants droit",
                value_ar="استرجاع مبلغ الاشتراكات الأجرية الخاص بذوي الحقوق",
            ),
            DATE,
            DEPOSITOR,
        ),
        papers_title=Bilingual("Pièces jointes : 6 reçues sur 6", "الوثائق المرفقة: 6 من أصل 6"),
        papers=tuple(map(paper, (FORM, CARD, IDENTITY, DEATH, MARRIAGE, BIRTHS))),
        notices=(REQUALIFIED, JOIN_THIS, IRREVOCABLE),
    )


def long_names() -> ReceiptContent:
    """Two names of eighty letters each."""
    latin = "Mohammed Abdelkrim Benabdallah Zine-el-Abidine Ould Sidi Moulay Ahmed Temsamani"
    arabic = "محمد عبد الكريم بن عبد الله زين العابدين ولد سيدي مولاي أحمد التمسماني الإدريسي"
    row = replace(NAME, value=latin, value_ar=arabic)
    ordinary = receipt()
    return replace(ordinary, rows=(ordinary.rows[0], row, *ordinary.rows[2:]))


def eight_papers() -> ReceiptContent:
    labels = (FORM, CARD, IDENTITY, DEATH, MARRIAGE, BIRTHS, DIVORCE, OTHER_SCHEME)
    return replace(
        receipt(),
        papers=tuple(map(paper, labels)),
        papers_title=Bilingual("Pièces jointes : 8 reçues sur 8", "الوثائق المرفقة: 8 من أصل 8"),
    )


def everything_at_once() -> ReceiptContent:
    """Eight papers, two of them missing; controlled, copied, provisional, and a training one."""
    eight = eight_papers()
    papers = (
        *eight.papers[:4],
        paper(MARRIAGE, "refused", "illisible"),
        *eight.papers[5:7],
        paper(OTHER_SCHEME, "absent", "لم تصل بعد"),
    )
    return replace(
        eight,
        rows=(*survivors().rows[:-1], PORTAL, DEPOSITOR, HOURS),
        papers=papers,
        notices=(LATE, CONTROL, REQUALIFIED, IRREVOCABLE, AFTER_DEATH),
        to_bring=(PAPER_FILE,),
        ask=ASK,
        call=CALL_AGENCY,
        standing=PROVISIONAL,
        is_provisional=True,
        duplicate=2,
        is_training=True,
        come_back_title=provisional().come_back_title,
        come_back_text=provisional().come_back_text,
        marks=(PROVISIONAL, Bilingual("DUPLICATA n° 2", "نظير رقم 2"), TRAINING),
    )


KINDS = {
    "ordinary": receipt,
    "control": under_control,
    "provisional": provisional,
    "two_to_bring": two_to_bring,
    "refused": refused,
    "two_to_bring_again": two_to_bring_again,
    "duplicate": duplicate,
    "training": training,
    "survivors": survivors,
    "long_names": long_names,
    "eight_papers": eight_papers,
    "everything": everything_at_once,
}

FRENCH_LEAFLET = LeafletContent(
    language="fr",
    organisation="Caisse Nationale de Sécurité Sociale",
    title="Remboursement des cotisations salariales : ce qu’il faut savoir",
    introduction="Pour l’assuré(e) qui a atteint l’âge légal de la retraite sans avoir droit à une "
    "pension, ou pour ses ayants droit en cas de décès.",
    sections=(
        LeafletSection(
            "Conditions",
            (
                "Avoir atteint l’âge légal de départ à la retraite.",
                "Avoir cessé toute activité salariale.",
                "Ne pas bénéficier d’une pension d’invalidité ou de vieillesse.",
            ),
        ),
        LeafletSection("Pièces", (CARD.fr, IDENTITY.fr, FORM.fr)),
        LeafletSection("Renseignements", (CALL.fr,)),
    ),
    sources_title="Sources",
    sources=("Dahir n° 1-72-184 du 27 juillet 1972", "communiqué du 7 avril 2025"),
    dated="Droit connu au 1er septembre 2025.",
    as_of=date(2025, 9, 1),
)
ARABIC_LEAFLET = LeafletContent(
    language="ar",
    organisation="الصندوق الوطني للضمان الاجتماعي",
    title="استرجاع الاشتراكات الأجرية: ما يجب معرفته",
    introduction="يتعلق الاسترجاع بالمؤمن له(ها) الذي بلغ السن القانوني للتقاعد، أو بذوي حقوقه.",
    sections=(
        LeafletSection(
            "الشروط",
            (
                "بلوغ السن القانوني للإحالة على التقاعد.",
                "التوقف عن مزاولة أي نشاط مأجور.",
                "عدم الاستفادة من معاش العجز أو معاش الشيخوخة في إطار أي نظام أساسي للتقاعد.",
            ),
        ),
        LeafletSection("الوثائق", (CARD.ar, IDENTITY.ar, FORM.ar)),
        LeafletSection("للاستفسار", (CALL.ar,)),
    ),
    sources_title="المصادر",
    sources=("الظهير الشريف رقم 1-72-184 بتاريخ 27 يوليوز 1972", "بلاغ 7 أبريل 2025"),
    dated="المعلومات المتوفرة إلى غاية فاتح شتنبر 2025.",
    as_of=date(2025, 9, 1),
)
