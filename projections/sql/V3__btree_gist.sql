-- Makes lists of the past by status quick. Where it may not be created, they are read in the order of creation.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;
EXCEPTION WHEN OTHERS THEN
    RAISE NOTICE 'btree_gist is not there: %', SQLERRM;
END $$;
