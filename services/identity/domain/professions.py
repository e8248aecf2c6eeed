"""The professions of public hospitals, each with the words that people use for it."""

from dataclasses import dataclass

from services.contracts.base import Portal


@dataclass(frozen=True, slots=True)
class Profession:
    code: str
    portal: Portal
    words: str = ""
    """Acronyms and everyday names beside its own, after commas."""


PROFESSIONS = (
    Profession("infirmier", "agent", "IDE, infirmier diplômé d'État, infirmier en soins généraux, ISG"),
    Profession("infirmier-anesthesiste", "agent", "IADE"),
    Profession("infirmier-de-bloc", "agent", "IBODE"),
    Profession("puericulteur", "agent", "infirmière puéricultrice, IPDE"),
    Profession("infirmier-en-pratique-avancee", "agent", "IPA"),
    Profession(
        "aide-soignant",
        "agent",
        "AS, aide soignant diplômé d'État, assistant de soins en gérontologie, ASG",
    ),
    Profession("auxiliaire-de-puericulture", "agent", "AP, auxiliaire puer"),
    Profession(
        "accompagnant-educatif-et-social",
        "agent",
        "AES, AMP, aide médico-psychologique, auxiliaire de vie",
    ),
    Profession("sage-femme", "agent", "SF, maïeuticien, sage-femme des hôpitaux"),
    Profession("brancardier", "agent", "brancardage"),
    Profession("ambulancier", "agent", "conducteur ambulancier, DEA"),
    Profession("assistant-de-regulation-medicale", "agent", "ARM, PARM, régulateur du SAMU"),
    Profession(
        "agent-de-service",
        "agent",
        "ASH, ASHQ, agent des services hospitaliers, agent de bionettoyage, femme de ménage, agent hôtelier",
    ),
    Profession("masseur-kinesitherapeute", "agent", "kiné, MK, kinésithérapeute"),
    Profession("ergotherapeute", "agent", "ergo"),
    Profession("psychomotricien", "agent", "psychomot"),
    Profession("orthophoniste", "agent", "logopède"),
    Profession("orthoptiste", "agent", "rééducation visuelle"),
    Profession("pedicure-podologue", "agent", "podologue, pédicure"),
    Profession("dieteticien", "agent", "diét, nutritionniste"),
    Profession("psychologue", "agent", "psy"),
    Profession("manipulateur-radio", "agent", "MEM, MERM, manip, manipulateur en électroradiologie médicale"),
    Profession("technicien-de-laboratoire", "agent", "TLM, laborantin, technicien de laboratoire médical"),
    Profession("preparateur-en-pharmacie", "agent", "PPH, préparateur"),
    Profession(
        "cadre-de-sante",
        "agent",
        "CDS, cadre supérieur de santé, cadre de pôle, surveillante, faisant fonction de cadre, FFCS",
    ),
    Profession("directeur-des-soins", "agent", "coordonnateur général des soins"),
    Profession("assistant-social", "agent", "assistante sociale, ASS, assistant socio-éducatif"),
    Profession("educateur-specialise", "agent", "ES, éduc spé, éducateur technique spécialisé"),
    Profession("educateur-de-jeunes-enfants", "agent", "EJE"),
    Profession("moniteur-educateur", "agent", "ME"),
    Profession("conseiller-en-economie-sociale", "agent", "CESF"),
    Profession("animateur", "agent", "animation"),
    Profession("mandataire-judiciaire", "agent", "MJPM, tuteur, préposé d'établissement"),
    Profession("assistant-medico-administratif", "agent", "AMA, secrétaire médicale, secrétaire"),
    Profession(
        "adjoint-administratif",
        "agent",
        "AA, adjoint des cadres, agent d'accueil, standardiste, gestionnaire, admissions",
    ),
    Profession("attache-d-administration", "agent", "AAH, attaché"),
    Profession("directeur-d-hopital", "agent", "DH"),
    Profession("directeur-d-etablissement", "agent", "D3S, directeur d'EHPAD"),
    Profession("ingenieur-hospitalier", "agent", "IH, ingénieur biomédical, ingénieur qualité"),
    Profession(
        "technicien-hospitalier",
        "agent",
        "TH, TSH, technicien supérieur hospitalier, technicien biomédical",
    ),
    Profession("informaticien", "agent", "informatique, DSI, technicien informatique"),
    Profession(
        "ouvrier",
        "agent",
        "OP, électricien, plombier, peintre, menuisier, jardinier, maintenance, agent de maîtrise, services techniques",
    ),
    Profession("agent-d-entretien-qualifie", "agent", "AEQ, agent d'entretien"),
    Profession("cuisinier", "agent", "agent de restauration, cuisine"),
    Profession("agent-de-blanchisserie", "agent", "lingère, buanderie"),
    Profession("magasinier", "agent", "logistique, coursier, chauffeur, vaguemestre"),
    Profession("agent-de-securite", "agent", "SSIAP, sécurité incendie, vigile"),
    Profession("technicien-de-l-information-medicale", "agent", "TIM, DIM"),
    Profession("attache-de-recherche-clinique", "agent", "ARC, TEC, technicien d'études cliniques"),
    Profession("eleve-paramedical", "agent", "ESI, étudiant infirmier, EAS, élève aide-soignant"),
    Profession("autre-agent", "agent"),
    Profession(
        "praticien-hospitalier",
        "medical",
        "PH, médecin, docteur, chirurgien, anesthésiste, urgentiste, psychiatre, radiologue, "
        "gériatre, pédiatre, médecin coordonnateur",
    ),
    Profession(
        "praticien-contractuel",
        "medical",
        "praticien attaché, attaché associé, clinicien, praticien adjoint contractuel, PADHUE",
    ),
    Profession("hospitalo-universitaire", "medical", "PUPH, PU-PH, MCUPH, MCU-PH, professeur de médecine, PHU"),
    Profession("chef-de-clinique", "medical", "CCA, chef de clinique assistant, AHU"),
    Profession("pharmacien", "medical", "pharmacien hospitalier, PUI"),
    Profession("biologiste", "medical", "médecin biologiste"),
    Profession("odontologiste", "medical", "dentiste, chirurgien-dentiste"),
    Profession("interne", "medical", "FFI, faisant fonction d'interne, interne en médecine, interne en pharmacie"),
    Profession("docteur-junior", "medical", "DJ, phase de consolidation"),
    Profession("assistant", "medical", "assistant spécialiste, assistant généraliste, assistant partagé, ASTP"),
    Profession("etudiant-hospitalier", "medical", "externe, DFASM"),
    Profession("autre-medical", "medical"),
)
"""The corps of the public hospital service and the medical staff, in the order of a list to choose from; the last of
each portal is for whoever is none of them."""
