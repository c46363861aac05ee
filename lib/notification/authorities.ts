/** Where a person complains about a store: the authority's own name, and its site without the scheme. */
interface Authority {
  name: string;
  site: string;
}

/**
 * The supervisory authorities (GDPR Art. 51) of the EU's and the EEA's countries, by ISO 3166-1, as the European Data
 * Protection Board lists them. Germany has one for each federal state: the letter names the list of those.
 */
const authorities: Record<string, Authority> = {
  AT: { name: "Datenschutzbehörde", site: "dsb.gv.at" },
  BE: {
    name: "Gegevensbeschermingsautoriteit / Autorité de protection des données",
    site: "gegevensbeschermingsautoriteit.be",
  },
  BG: { name: "Комисия за защита на личните данни", site: "cpdp.bg" },
  CY: { name: "Commissioner for Personal Data Protection", site: "dataprotection.gov.cy" },
  CZ: { name: "Úřad pro ochranu osobních údajů", site: "uoou.gov.cz" },
  DK: { name: "Datatilsynet", site: "datatilsynet.dk" },
  EE: { name: "Andmekaitse Inspektsioon", site: "aki.ee" },
  ES: { name: "Agencia Española de Protección de Datos", site: "aepd.es" },
  FI: { name: "Tietosuojavaltuutetun toimisto", site: "tietosuoja.fi" },
  FR: { name: "Commission nationale de l’informatique et des libertés (CNIL)", site: "cnil.fr" },
  GR: { name: "Hellenic Data Protection Authority", site: "dpa.gr" },
  HR: { name: "Agencija za zaštitu osobnih podataka", site: "azop.hr" },
  HU: { name: "Nemzeti Adatvédelmi és Információszabadság Hatóság", site: "naih.hu" },
  IE: { name: "Data Protection Commission", site: "dataprotection.ie" },
  IS: { name: "Persónuvernd", site: "personuvernd.is" },
  IT: { name: "Garante per la protezione dei dati personali", site: "garanteprivacy.it" },
  LI: { name: "Datenschutzstelle", site: "datenschutzstelle.li" },
  LT: { name: "Valstybinė duomenų apsaugos inspekcija", site: "vdai.lrv.lt" },
  LU: { name: "Commission nationale pour la protection des données", site: "cnpd.public.lu" },
  LV: { name: "Datu valsts inspekcija", site: "dvi.gov.lv" },
  MT: { name: "Information and Data Protection Commissioner", site: "idpc.org.mt" },
  NL: { name: "Autoriteit Persoonsgegevens", site: "autoriteitpersoonsgegevens.nl" },
  NO: { name: "Datatilsynet", site: "datatilsynet.no" },
  PL: { name: "Urząd Ochrony Danych Osobowych", site: "uodo.gov.pl" },
  PT: { name: "Comissão Nacional de Proteção de Dados", site: "cnpd.pt" },
  RO: { name: "Autoritatea Naţională de Supraveghere (ANSPDCP)", site: "dataprotection.ro" },
  SE: { name: "Integritetsskyddsmyndigheten", site: "imy.se" },
  SI: { name: "Informacijski pooblaščenec", site: "ip-rs.si" },
  SK: { name: "Úrad na ochranu osobných údajov", site: "dataprotection.gov.sk" },
};

/** The authority of a store's country; undefined for Germany, and for a country that is not the EU's or the EEA's. */
export function authorityOf(country: string | null | undefined): Authority | undefined {
  return country && Object.hasOwn(authorities, country) ? authorities[country] : undefined;
}
