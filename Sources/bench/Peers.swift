/// What a data team would write for the same campaign: five indicators by project, from the same files.
///
/// DuckDB reads; measures that cite no lease are linked by landlord, birth date and a near name, or by Splink.
enum Peers {
  static let duckdb = reading + linkingBySQL + indicators
  static let splink = reading + linkingBySplink + indicators

  private static let reading = """
    import sys, duckdb
    D = sys.argv[1] + '/sources'
    con = duckdb.connect()
    con.execute('SET threads=2')
    con.execute(f\"\"\"
    CREATE TABLE lots AS SELECT id_locataire, nom_locataire, date_de_naissance::DATE AS naissance,
      regexp_extract(filename,'bailleur-(\\\\d+)',1)::INT AS b
    FROM read_csv('{D}/bailleur-*/lots_locatifs.csv', delim=';', header=true, all_varchar=true, filename=true);
    CREATE TABLE mesures AS SELECT "Réf" AS ref, "Projet" AS projet, nullif("N° locataire",'') AS bail, "Nom" AS nom,
      "Prénom" AS prenom, strptime("Né(e) le",'%d/%m/%Y')::DATE AS naissance, strptime("Début",'%d/%m/%Y')::DATE AS debut,
      strptime(nullif("Fin",''),'%d/%m/%Y')::DATE AS fin, nullif("Renouvellement",'') AS renouv, split_part("Bailleur",' ',2)::INT AS b
    FROM read_csv('{D}/association-*/mesures.csv', delim=';', header=true, all_varchar=true)\"\"\")

    """

  private static let linkingBySQL = """
    con.execute(\"\"\"CREATE TABLE lien AS SELECT ref, bail AS id_locataire FROM mesures WHERE bail IS NOT NULL UNION ALL
    SELECT m.ref, l.id_locataire FROM mesures m JOIN lots l ON m.b=l.b AND m.naissance=l.naissance
      AND jaro_winkler_similarity(l.nom_locataire, m.nom||' '||m.prenom) > 0.93 WHERE m.bail IS NULL\"\"\")

    """

  private static let linkingBySplink = """
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    con.execute(\"\"\"CREATE TABLE l_ AS SELECT 'm'||ref AS unique_id, nom||' '||prenom AS nom_complet, nom, prenom,
      naissance::VARCHAR AS naissance, b::VARCHAR AS b FROM mesures WHERE bail IS NULL;
    CREATE TABLE r_ AS SELECT 't'||id_locataire AS unique_id, nom_locataire AS nom_complet, split_part(nom_locataire,' ',1) AS nom,
      split_part(nom_locataire,' ',2) AS prenom, naissance::VARCHAR AS naissance, b::VARCHAR AS b FROM lots\"\"\")
    settings = SettingsCreator(link_type='link_only', comparisons=[cl.JaroWinklerAtThresholds('nom',[0.92,0.8]),
      cl.JaroWinklerAtThresholds('prenom',[0.9]), cl.ExactMatch('naissance'), cl.ExactMatch('b')],
      blocking_rules_to_generate_predictions=[block_on('naissance'), block_on('nom_complet')])
    db = DuckDBAPI(con)
    try: linker = Linker([db.register('l_'), db.register('r_')], settings)
    except (AttributeError, TypeError): linker = Linker(['l_', 'r_'], settings, db_api=db)
    train = linker.training
    train.estimate_probability_two_random_records_match([block_on('nom_complet','naissance')], recall=0.9)
    train.estimate_u_using_random_sampling(max_pairs=1e6)
    train.estimate_parameters_using_expectation_maximisation(block_on('naissance'))
    train.estimate_parameters_using_expectation_maximisation(block_on('nom_complet'))
    linker.inference.predict(threshold_match_probability=0.9).as_duckdbpyrelation().create('pred')
    con.execute(\"\"\"CREATE TABLE lien AS SELECT ref, bail AS id_locataire FROM mesures WHERE bail IS NOT NULL UNION ALL
    SELECT substr(m,2), substr(t,2) FROM (SELECT least(unique_id_l,unique_id_r) m, greatest(unique_id_l,unique_id_r) t,
      row_number() OVER (PARTITION BY least(unique_id_l,unique_id_r) ORDER BY match_probability DESC) n FROM pred) WHERE n=1\"\"\")

    """

  private static let indicators = """
    con.execute(f\"\"\"CREATE TABLE ecr AS SELECT id_locataire, date_exigibilite::DATE AS d,
      round(replace(montant_en_euros,',','.')::DECIMAL(12,2)*100)::BIGINT AS c
    FROM read_csv('{D}/bailleur-*/comptes_locataires.csv', delim=';', header=true, all_varchar=true)
    WHERE id_locataire IN (SELECT id_locataire FROM lien);
    CREATE TABLE dette AS SELECT m.ref, m.projet, m.fin, m.renouv, greatest(0,sum(e.c) FILTER (e.d<=m.debut)) AS d0,
      greatest(0,sum(e.c) FILTER (e.d<=m.fin)) AS d1
    FROM mesures m LEFT JOIN lien l USING(ref) LEFT JOIN ecr e USING(id_locataire) GROUP BY ALL\"\"\")
    print(con.execute(\"\"\"SELECT projet, count(*), count(fin), count(*) FILTER (fin IS NOT NULL AND renouv IS NOT NULL),
      count(*) FILTER (fin IS NOT NULL AND d0>100 AND (d1<=100 OR d1<d0-100)), count(*) FILTER (fin IS NOT NULL AND d0>100 AND d1<=100),
      count(*) FILTER (fin IS NOT NULL AND d0>100 AND d1 IS NOT NULL) FROM dette GROUP BY 1 ORDER BY 1\"\"\").fetchall())
    """
}
